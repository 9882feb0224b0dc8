package com.acme.web;

import com.acme.api.Files;
import java.util.function.Supplier;

/** Uses thread locals around a call. */
public class ThreadLocals {

  private static final ThreadLocal<StringBuilder> SCRATCH =
      ThreadLocal.withInitial(StringBuilder::new);

  private static final ThreadLocal<String> TENANT = new InheritableThreadLocal<>();

  private final ThreadLocal<String> own = new ThreadLocal<>();

  public static String scratch(String name) {
    SCRATCH.get().append(name);
    Files.read(name);
    return SCRATCH.get().toString();
  }

  public String tenant(String name, Supplier<String> supplier) {
    TENANT.set(supplier.get());
    own.set(name);
    return own.get() + TENANT.get();
  }

  public void parameter(ThreadLocal<String> given) {
    given.remove();
  }
}
