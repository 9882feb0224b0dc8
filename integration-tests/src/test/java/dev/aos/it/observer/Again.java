package dev.aos.it.observer;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;

/** Another agent, that transforms a loaded class once more when the program tells it to. */
public final class Again implements ClassFileTransformer {

  private static volatile Instrumentation instrumentation;

  private Again() {}

  /** Called by the JVM. */
  public static void premain(String argument, Instrumentation given) {
    instrumentation = given;
    given.addTransformer(new Again(), true);
  }

  /** Transforms a class once more. */
  public static void retransform(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    // A copy counts as a change.
    return redefined == null ? null : classFile.clone();
  }
}
