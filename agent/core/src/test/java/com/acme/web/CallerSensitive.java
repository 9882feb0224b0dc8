package com.acme.web;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ListResourceBundle;
import java.util.ResourceBundle;

/** Calls whose result depends on who makes them. */
public final class CallerSensitive {

  private static final String URL = "jdbc:acme:";

  private CallerSensitive() {
    // no instances
  }

  /** A class that the caller's loader has too, and not as its parent has it. */
  public static String forName() throws ClassNotFoundException {
    Class<?> found = Class.forName("com.acme.web.CallerSensitive$Bundle");
    return found == Bundle.class ? "own loader" : "" + found.getClassLoader();
  }

  public static String getBundle() {
    ResourceBundle bundle = ResourceBundle.getBundle("com.acme.web.CallerSensitive$Bundle");
    return bundle instanceof Bundle ? bundle.getString("key") : "" + bundle.getClass();
  }

  /** Only a driver that the caller's loader knows is asked. */
  public static String getConnection() throws SQLException {
    Driver driver = proxy(Driver.class, (self, method, arguments) -> answer(method.getName()));
    DriverManager.registerDriver(driver);
    try {
      return DriverManager.getConnection(URL).getCatalog();
    } finally {
      DriverManager.deregisterDriver(driver);
    }
  }

  private static Object answer(String method) {
    return switch (method) {
      case "connect" -> proxy(Connection.class, (self, called, arguments) -> "own driver");
      case "equals" -> true;
      case "hashCode" -> 1;
      default -> "driver";
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    ClassLoader own = CallerSensitive.class.getClassLoader();
    return type.cast(Proxy.newProxyInstance(own, new Class<?>[] {type, Own.class}, handler));
  }

  /** Makes proxies be defined by the caller's loader. */
  interface Own {}

  /** A bundle that is found by its class. */
  public static final class Bundle extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {{"key", "own bundle"}};
    }
  }
}
