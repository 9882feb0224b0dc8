package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Constructors;
import com.acme.web.Handlers;
import com.acme.web.Loops;
import com.acme.web.StaticCalls;
import dev.aos.core.match.ClassHierarchies;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Classes are woven and verified by their bytes alone; loading one could deadlock, or end in it.
 */
class NoClassLoadedTest {

  @ParameterizedTest
  @MethodSource("dev.aos.core.weave.WovenClassVerifierTest#verifiers")
  void no_loader_is_asked_for_a_class(WovenClassVerifier verifier) throws IOException {
    Asked loader = new Asked();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      assertTrue(weaveAll(loader, verifier) > 300, "too few classes were woven");
    } finally {
      thread.setContextClassLoader(before);
    }
    assertEquals(List.of(), loader.classes);
    assertTrue(loader.files > 300, loader.files + " class files were read");
  }

  private static int weaveAll(ClassLoader loader, WovenClassVerifier verifier) throws IOException {
    ClassWeaver weaver =
        new ClassWeaver(
            MassWeavingTest.broadRules()
                .offload("com.acme.api.**", "com.acme.api.Note.new")
                .entry("com.acme.web.Handlers.on*")
                .build(),
            new ClassHierarchies(),
            new ClassRewriter(RecordingBootstrap.BOOTSTRAP, new TestRegistry()),
            Optional.of(verifier));
    List<byte[]> classes = new ArrayList<>(RealClasses.ofLibraries());
    for (Class<?> type :
        List.of(StaticCalls.class, Constructors.class, Handlers.class, Loops.class)) {
      classes.add(OldStyle.bytes(type));
    }
    int woven = 0;
    for (byte[] classFile : classes) {
      woven += weaver.weave(loader, null, classFile) instanceof WeaveResult.Woven ? 1 : 0;
    }
    return woven;
  }

  @Test
  void a_class_that_is_asked_for_would_be_seen() {
    Asked loader = new Asked();
    try {
      Class.forName("com.acme.web.Handlers", false, loader);
    } catch (ClassNotFoundException expected) {
      assertEquals(List.of("com.acme.web.Handlers"), loader.classes);
    }
  }

  /** Gives class files, and no classes. */
  private static final class Asked extends ClassLoader {

    private final List<String> classes = new ArrayList<>();
    private int files;

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      classes.add(name);
      throw new ClassNotFoundException(name);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      files++;
      return NoClassLoadedTest.class.getClassLoader().getResourceAsStream(name);
    }
  }
}
