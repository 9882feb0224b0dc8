package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.match.TestRules;
import dev.aos.core.rules.RuleSet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The classes of {@code com.acme}, once as they are and once woven. What is run is run in both, and
 * must come to the same.
 */
final class Program {

  private final String mainClass;
  private final ProgramLoader original;
  private final ProgramLoader woven;
  private final ClassWeaver weaver;
  private final TestRegistry registry = new TestRegistry();
  private final List<SkippedSite> skipped = new ArrayList<>();
  private final List<RefusedEntry> refused = new ArrayList<>();
  private List<String> calls = List.of();

  private Program(TestRules rules, String mainClass, Map<String, byte[]> generated) {
    this.mainClass = mainClass;
    this.weaver = weaver(rules.build(), registry);
    this.original = new ProgramLoader(generated, (loader, bytes) -> bytes);
    this.woven = new ProgramLoader(generated, this::weave);
  }

  /** A program whose main class the compiler made. */
  static Program of(TestRules rules, Class<?> mainClass) {
    return new Program(rules, mainClass.getName(), Map.of());
  }

  /** A program of generated classes, the main class first. */
  static Program of(TestRules rules, GeneratedClass... classes) {
    Map<String, byte[]> generated = new HashMap<>();
    for (GeneratedClass generatedClass : classes) {
      generated.put(generatedClass.internalName(), generatedClass.bytes());
    }
    return new Program(rules, classes[0].binaryName(), generated);
  }

  /** A weaver like the agent's, whose bootstrap methods are the recording ones. */
  static ClassWeaver weaver(RuleSet rules, SiteRegistry registry) {
    return new ClassWeaver(
        rules,
        new ClassHierarchies(),
        new ClassRewriter(RecordingBootstrap.BOOTSTRAP, registry),
        Optional.of(
            new WovenClassVerifier(RecordingBootstrap.BOOTSTRAP, Runtime.version().feature())));
  }

  private byte[] weave(ProgramLoader loader, byte[] bytes) {
    WeaveResult result = weaver.weave(loader, null, bytes);
    if (result instanceof WeaveResult.Woven changed) {
      skipped.addAll(changed.skipped());
      refused.addAll(changed.refused());
      return changed.bytes();
    }
    if (result instanceof WeaveResult.Untouched same) {
      skipped.addAll(same.skipped());
      refused.addAll(same.refused());
      return bytes;
    }
    throw new AssertionError(result);
  }

  /** Runs a static method of the main class, as it is and woven. */
  Object run(String method, Object... arguments) {
    Object expected = run(original, method, arguments);
    RecordingBootstrap.takeCalls();
    Object result = run(woven, method, arguments);
    calls = RecordingBootstrap.takeCalls().stream().map(registry::name).toList();
    assertEquals(text(expected), text(result), "the woven program's result");
    return result;
  }

  /** Runs a static method of the woven main class alone, where the result is another. */
  Object runWoven(String method, Object... arguments) {
    RecordingBootstrap.takeCalls();
    Object result = run(woven, method, arguments);
    calls = RecordingBootstrap.takeCalls().stream().map(registry::name).toList();
    return result;
  }

  private Object run(ProgramLoader loader, String method, Object[] arguments) {
    try {
      Class<?> main = loader.loadClass(mainClass);
      for (Method candidate : main.getDeclaredMethods()) {
        if (candidate.getName().equals(method)) {
          return candidate.invoke(null, arguments);
        }
      }
      throw new AssertionError("no method " + method);
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Object result) {
    return result instanceof Object[] array ? Arrays.toString(array) : String.valueOf(result);
  }

  /** The rewritten calls that the last run made. */
  List<String> calls() {
    return calls;
  }

  /** What was left in classes loaded so far: the method it is in, the call, the reason. */
  List<String> skipped() {
    return skipped.stream()
        .map(site -> site.method() + ": " + site.call() + ": " + site.reason())
        .toList();
  }

  /** The methods that got no guard in classes loaded so far, with the reason. */
  List<String> refused() {
    return refused.stream().map(entry -> entry.method() + ": " + entry.reason()).toList();
  }
}
