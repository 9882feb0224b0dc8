package dev.aos.core.match;

import dev.aos.runtime.Declared;
import java.util.Optional;
import java.util.Set;

/** Which of the exceptions that say "it took too long" a called method lets its callers expect. */
public final class DeclaredExceptions {

  private static final Set<String> IO =
      Set.of("java/io/IOException", "java/io/InterruptedIOException");
  private static final Set<String> SQL =
      Set.of(
          "java/sql/SQLException",
          "java/sql/SQLTransientException",
          "java/sql/SQLTimeoutException");

  private DeclaredExceptions() {
    // no instances
  }

  /** What the method declares that the call means; nothing if a class of it is missing. */
  public static Declared of(CallSite site, ClassHierarchy hierarchy) {
    Optional<String> declaring =
        site.hasArrayReceiver() ? Optional.empty() : hierarchy.declaringClass(site.member());
    Optional<ClassInfo> info =
        declaring.isEmpty() ? Optional.empty() : hierarchy.find(declaring.get());
    return info.isEmpty()
        ? Declared.NEITHER
        : info.get().declaredBy(site.name(), site.descriptor());
  }

  /**
   * The same of what a class file says.
   *
   * @param exceptions internal names; null for none
   */
  static Declared of(String[] exceptions) {
    Declared declared = Declared.NEITHER;
    if (exceptions != null) {
      for (String exception : exceptions) {
        if (IO.contains(exception)) {
          return Declared.IO_EXCEPTION;
        }
        if (SQL.contains(exception)) {
          declared = Declared.SQL_EXCEPTION;
        }
      }
    }
    return declared;
  }
}
