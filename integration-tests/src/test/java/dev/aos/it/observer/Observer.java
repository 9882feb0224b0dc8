package dev.aos.it.observer;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An agent that is given twice, before and after AOS, with the arguments {@code before} and {@code
 * after=FILE}. It notes the bytes of every class that passes, and on exit writes a line for each
 * class that both have seen: {@code same NAME} or {@code changed NAME}.
 */
public final class Observer implements ClassFileTransformer {

  private static final Map<Key, byte[]> BEFORE = new ConcurrentHashMap<>();
  private static final Map<Key, Boolean> SAME = new ConcurrentHashMap<>();
  private static final String AFTER = "after=";

  private final boolean after;

  private Observer(boolean after) {
    this.after = after;
  }

  /** Called by the JVM, once for each time that the agent is given. */
  public static void premain(String argument, Instrumentation instrumentation) {
    boolean after = argument.startsWith(AFTER);
    // Transformers that can retransform come after all that can't, whatever AOS's is.
    instrumentation.addTransformer(new Observer(after), after);
    if (after) {
      String file = argument.substring(AFTER.length());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file), "observer"));
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (name != null && redefined == null) {
      Key key = new Key(System.identityHashCode(loader), name);
      if (after) {
        byte[] before = BEFORE.get(key);
        if (before != null) {
          SAME.put(key, Arrays.equals(before, classFile));
        }
      } else {
        BEFORE.put(key, classFile.clone());
      }
    }
    return null;
  }

  private static void write(String file) {
    try (PrintWriter out = new PrintWriter(file, StandardCharsets.UTF_8)) {
      SAME.forEach((key, same) -> out.println((same ? "same " : "changed ") + key.name()));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Key(int loader, String name) {}
}
