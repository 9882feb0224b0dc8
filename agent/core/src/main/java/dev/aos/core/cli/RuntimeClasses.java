package dev.aos.core.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Defines the runtime's classes in the boot loader, directly. {@code
 * Instrumentation.appendToBootstrapClassLoaderSearch} would make the JVM print a warning about
 * class data sharing and give up sharing of application classes; a {@code Boot-Class-Path} in the
 * manifest stops working when somebody renames the jar.
 */
final class RuntimeClasses {

  private final Map<String, byte[]> classFiles;
  private final Set<String> defined = new LinkedHashSet<>();
  private final MethodHandle defineClass;

  /**
   * @param classFiles the runtime's class files by internal name
   * @throws ReflectiveOperationException if this JDK has no {@code Unsafe.defineClass}, or {@code
   *     jdk.internal.misc} is not exported to this class's module
   */
  RuntimeClasses(Map<String, byte[]> classFiles) throws ReflectiveOperationException {
    this.classFiles = classFiles;
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      Object instance =
          lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe)).invoke();
      this.defineClass =
          lookup
              .findVirtual(
                  unsafe,
                  "defineClass",
                  MethodType.methodType(
                      Class.class,
                      String.class,
                      byte[].class,
                      int.class,
                      int.class,
                      ClassLoader.class,
                      ProtectionDomain.class))
              .bindTo(instance);
    } catch (ReflectiveOperationException | RuntimeException | Error known) {
      throw known;
    } catch (Throwable thrown) {
      throw new ReflectiveOperationException(thrown);
    }
  }

  /** Defines all classes. */
  void define() throws ReflectiveOperationException {
    for (String name : classFiles.keySet()) {
      define(name);
    }
  }

  /** A class after its supertypes: the boot loader can't find those by itself. */
  private void define(String name) throws ReflectiveOperationException {
    byte[] bytes = classFiles.get(name);
    if (bytes == null || !defined.add(name)) {
      return;
    }
    ClassReader reader = new ClassReader(bytes);
    define(reader.getSuperName());
    for (String superinterface : reader.getInterfaces()) {
      define(superinterface);
    }
    try {
      Class<?> ignored =
          (Class<?>)
              defineClass.invokeExact(
                  name, bytes, 0, bytes.length, (ClassLoader) null, (ProtectionDomain) null);
    } catch (RuntimeException | Error known) {
      throw known;
    } catch (Throwable thrown) {
      throw new ReflectiveOperationException("can't define " + name, thrown);
    }
  }
}
