package dev.aos.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The class loader of core and its libraries. Its parent is the boot loader, so core sees the JDK
 * and the runtime and nothing of the application, and the application sees nothing of core: the
 * classes are stored as {@code aos-core/….classdata}, which no other loader takes for classes.
 */
final class CoreLoader extends ClassLoader {

  private static final String FOLDER = "aos-core/";
  private static final String RUNTIME = "dev/aos/runtime/";
  private static final String CLASS = ".class";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final boolean withRuntime;

  private CoreLoader(JarFile jar, boolean withRuntime) {
    super(null);
    this.jar = jar;
    this.withRuntime = withRuntime;
  }

  /** A loader for the agent, whose runtime is in the boot loader. */
  static CoreLoader forAgent() throws IOException, URISyntaxException {
    return new CoreLoader(ownJar(), false);
  }

  /** A loader for the command line, where nobody can define classes in the boot loader. */
  static CoreLoader forCommandLine() throws IOException, URISyntaxException {
    return new CoreLoader(ownJar(), true);
  }

  /** The jar from which this class was loaded. */
  private static JarFile ownJar() throws IOException, URISyntaxException {
    CodeSource source = CoreLoader.class.getProtectionDomain().getCodeSource();
    URI location = source.getLocation().toURI();
    // Without signature verification: there is none to verify, and it is slow before the JIT runs.
    return new JarFile(new File(location), false);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      String path = name.replace('.', '/');
      bytes =
          withRuntime && path.startsWith(RUNTIME)
              ? read(path + CLASS)
              : read(FOLDER + path + ".classdata");
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** Core's resources. There are no URLs for them: a URL would open the jar a second time. */
  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(FOLDER + name);
      return bytes == null ? null : new ByteArrayInputStream(bytes);
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** The class files of the runtime, which core defines in the boot loader, by internal name. */
  Map<String, byte[]> runtimeClassFiles() throws IOException {
    Map<String, byte[]> files = new TreeMap<String, byte[]>();
    Enumeration<JarEntry> entries = jar.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.startsWith(RUNTIME)
          && name.endsWith(CLASS)
          && !name.endsWith("package-info.class")) {
        files.put(name.substring(0, name.length() - CLASS.length()), read(name));
      }
    }
    return files;
  }

  private byte[] read(String entryName) throws IOException {
    ZipEntry entry = jar.getEntry(entryName);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) entry.getSize());
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      while (count >= 0) {
        bytes.write(buffer, 0, count);
        count = in.read(buffer);
      }
      return bytes.toByteArray();
    }
  }
}
