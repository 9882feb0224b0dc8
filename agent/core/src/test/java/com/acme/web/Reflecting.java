package com.acme.web;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** Uses private members by reflection. */
public final class Reflecting {

  private volatile String text;

  private Reflecting() {
    text = "constructor";
  }

  private String secret() {
    return "method of private " + text;
  }

  @SuppressWarnings("deprecation")
  public static String run() throws ReflectiveOperationException {
    Constructor<Reflecting> constructor = Reflecting.class.getDeclaredConstructor();
    Method method = Reflecting.class.getDeclaredMethod("secret");
    Reflecting one = constructor.newInstance();
    Field field = Reflecting.class.getDeclaredField("text");
    Reflecting other = Reflecting.class.newInstance();
    field.set(other, "field");
    String found =
        (method.canAccess(one) ? "private " : "") + method.invoke(one) + ", " + field.get(other);
    AtomicReferenceFieldUpdater<Reflecting, String> updater =
        AtomicReferenceFieldUpdater.newUpdater(Reflecting.class, String.class, "text");
    return found + ", " + updater.get(other);
  }
}
