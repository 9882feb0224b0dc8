package dev.aos.it.observer;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An agent that is given after AOS, and keeps the bytes of every class until they are taken. */
public final class WovenClasses implements ClassFileTransformer {

  private static final Map<Key, byte[]> BYTES = new ConcurrentHashMap<>();

  private WovenClasses() {
    // made by premain alone
  }

  /** Called by the JVM. */
  public static void premain(String argument, Instrumentation instrumentation) {
    // Transformers that can retransform come after all that can't, whatever AOS's is.
    instrumentation.addTransformer(new WovenClasses(), true);
  }

  /** The bytes that the JVM was given for a class; null if it was given none, or is no agent. */
  public static byte[] take(ClassLoader loader, String binaryName) {
    return BYTES.remove(new Key(loader, binaryName.replace('.', '/')));
  }

  /** The size of all that is kept. */
  public static long keptBytes() {
    return BYTES.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (name != null && loader != null && redefined == null) {
      BYTES.put(new Key(loader, name), classFile.clone());
    }
    return null;
  }

  private record Key(ClassLoader loader, String name) {}
}
