package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.backend.Callee;
import dev.aos.it.fixture.references.EveryForm;
import dev.aos.it.fixture.references.Initialising;
import dev.aos.it.fixture.references.Loaded;
import dev.aos.it.fixture.references.Serial;
import dev.aos.it.fixture.references.Trace;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls through method references and method handles are calls where those stand. */
class ReferencesIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.references.**"]
          loop: LOOP
      offload:
        - call: dev.aos.it.fixture.backend.Callee
          except: [dev.aos.it.fixture.backend.Callee.lastThread]
        - dev.aos.it.fixture.backend.Callee$*
        - dev.aos.it.fixture.backend.Callee.new
        - dev.aos.it.fixture.backend.Callee$Late.new
      """;

  private static final String BLOCKING = RULES.replace("LOOP", "none");

  private static final String COUNTING = BLOCKING + "defaults: {mode: count}\n";

  @SuspendingJdk
  void everyFormSuspendsTheHandler(Jdk jdk) {
    Run run = everyForm(jdk, RULES.replace("LOOP", "executor"), true);
    run.report().has("Callee.ofClass", "2 calls: 2 suspended the handler").hasNo("pinned the");
  }

  @EveryJdk
  void everyFormIsDispatchedWithoutALoop(Jdk jdk) {
    everyForm(jdk, BLOCKING, true).report().has("Callee.ofClass", "2 calls: 2 blocked for a");
  }

  @SuspendingJdk
  void callsThatAreOnlyCountedRunDirectly(Jdk jdk) {
    everyForm(jdk, COUNTING, false).report().has("Callee.ofClass", "2 calls: 2 ran directly");
  }

  /** The answers are those without the agent. */
  private static Run everyForm(Jdk jdk, String rules, boolean dispatched) {
    Run without = ChildJvm.on(jdk).main(EveryForm.class).arguments(false).run().succeeds();
    Run run =
        ChildJvm.on(jdk).agent(rules).main(EveryForm.class).arguments(dispatched).run().succeeds();
    assertEquals(without.stdout(), run.stdout());
    return run;
  }

  @EveryJdk
  void theTraceReadsAsWithoutTheAgent(Jdk jdk) {
    String expected = ChildJvm.on(jdk).main(Trace.class).run().succeeds().stdout();
    Run dispatched = ChildJvm.on(jdk).agent(BLOCKING).main(Trace.class).run().succeeds();
    dispatched.report().woven("Callee.fails", "1 call: 1 blocked for a worker");
    assertEquals(expected, dispatched.stdout());
    Run direct = ChildJvm.on(jdk).agent(COUNTING).main(Trace.class).run().succeeds();
    direct.report().woven("Callee.fails", "1 call: 1 ran directly");
    assertEquals(expected, direct.stdout());
  }

  @EveryJdk
  void aReferenceOfAClassThatIsBeingInitialisedDoesNotWaitForTheClass(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(BLOCKING)
        .main(Initialising.class)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report()
        .woven("Callee.ofClass", "1 call: 1 blocked for a worker");
  }

  @EveryJdk
  void whatIsSerialisedIsTheSameWithAndWithoutTheAgent(Jdk jdk) {
    Path folder = Directories.create("serialised");
    Path byAgent = folder.resolve("with");
    Path byNobody = folder.resolve("without");
    serial(jdk, true, "write", byAgent)
        .report()
        .has("left alone", "Callee.ofClass", "a serialisable method reference");
    serial(jdk, false, "write", byNobody);
    String direct = "of class reference here\nof class lambda here";
    serial(jdk, false, "read", byAgent, byNobody).stdoutIs(direct + "\n" + direct);
    String dispatched = direct.replace("lambda here", "lambda on a worker");
    serial(jdk, true, "read", byAgent, byNobody).stdoutIs(dispatched + "\n" + dispatched);
  }

  private static Run serial(Jdk jdk, boolean agent, Object... arguments) {
    ChildJvm child = ChildJvm.on(jdk).main(Serial.class).arguments(arguments);
    return (agent ? child.agent(BLOCKING) : child).run().succeeds();
  }

  @EveryJdk
  void loadedHandlesAreDispatchedToo(Jdk jdk) throws IOException {
    Path folder = Directories.create("loading");
    write(folder, "OfClass", "ofClass", "(Ljava/lang/String;)Ljava/lang/String;");
    write(folder, "All", "all", "(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;");
    ChildJvm direct = ChildJvm.on(jdk).classPath(folder).main(Loaded.class).arguments(false);
    String expected = direct.run().succeeds().stdout();
    Run run =
        ChildJvm.on(jdk)
            .classPath(folder)
            .agent(BLOCKING)
            .main(Loaded.class)
            .arguments(true)
            .run()
            .succeeds();
    run.report().woven("Callee.all", "1 call: 1 blocked for a worker");
    assertEquals(expected, run.stdout());
  }

  /** Writes a class whose {@code get()} loads the handle of a static method. */
  private static void write(Path folder, String simpleName, String method, String descriptor)
      throws IOException {
    String name = Type.getInternalName(Loaded.class).replace("Loaded", simpleName);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        name,
        null,
        "java/lang/Object",
        new String[] {"java/util/function/Supplier"});
    MethodVisitor create = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    create.visitVarInsn(Opcodes.ALOAD, 0);
    create.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    create.visitInsn(Opcodes.RETURN);
    create.visitMaxs(0, 0);
    MethodVisitor get =
        writer.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
    get.visitLdcInsn(
        new Handle(
            Opcodes.H_INVOKESTATIC, Type.getInternalName(Callee.class), method, descriptor, false));
    get.visitInsn(Opcodes.ARETURN);
    get.visitMaxs(0, 0);
    Path file = folder.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }
}
