package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.harness.Jars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The built jar: what has business in it, and what its classes refer to. */
class JarContentIT {

  private static final List<Pattern> ALLOWED =
      List.of(
          Pattern.compile("META-INF/MANIFEST\\.MF"),
          Pattern.compile("META-INF/(LICENSE|NOTICE)[^/]*"),
          Pattern.compile("META-INF/licenses/[^/]+"),
          Pattern.compile("META-INF/sbom/aos-agent\\.cdx\\.json"),
          Pattern.compile("dev/aos/(launcher|runtime)/[\\w$-]+\\.class"),
          Pattern.compile(
              "aos-core/dev/aos/core/(cli|held|match|report|rules|weave)/[\\w$-]+\\.classdata"),
          Pattern.compile(
              "aos-core/dev/aos/core/shaded/(asm|yaml)/([a-z0-9]+/)*[\\w$-]+\\.classdata"),
          Pattern.compile("aos-core/dev/aos/core/cli/version\\.properties"),
          Pattern.compile("aos-core/dev/aos/core/rules/thread-state\\.yaml"),
          Pattern.compile("aos-core/dev/aos/core/rules/(loops|packs)/([a-z]+/)?[a-z-]+\\.yaml"));

  /** A tenth less and more than it has; what leaves this window does so on purpose. */
  private static final long LEAST = 1_480_000;

  private static final long MOST = 1_800_000;

  private static final Map<String, byte[]> FILES = new TreeMap<>();
  private static Map<String, String> manifest;

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(Jars.agent().toFile())) {
      for (JarEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          FILES.put(entry.getName(), in.readAllBytes());
        }
      }
      manifest = new TreeMap<>();
      jar.getManifest()
          .getMainAttributes()
          .forEach((key, value) -> manifest.put(key.toString(), value.toString()));
    }
  }

  @Test
  void nothingElseIsInIt() {
    assertEquals(
        List.of(),
        FILES.keySet().stream()
            .filter(name -> ALLOWED.stream().noneMatch(ok -> ok.matcher(name).matches()))
            .toList());
  }

  @Test
  void whatIsNeededIsInIt() {
    assertTrue(
        FILES
            .keySet()
            .containsAll(
                Set.of(
                    "dev/aos/launcher/Launcher.class",
                    "dev/aos/launcher/Main.class",
                    "dev/aos/runtime/Control.class",
                    "aos-core/dev/aos/core/cli/Agent.classdata",
                    "aos-core/dev/aos/core/shaded/asm/ClassReader.classdata")),
        FILES.keySet()::toString);
    assertTrue(FILES.keySet().stream().anyMatch(name -> name.startsWith("META-INF/LICENSE")));
  }

  @Test
  void theManifestIsExact() {
    assertEquals(
        Map.of(
            "Manifest-Version", "1.0",
            "Premain-Class", "dev.aos.launcher.Launcher",
            "Agent-Class", "dev.aos.launcher.Launcher",
            "Main-Class", "dev.aos.launcher.Main",
            "Can-Redefine-Classes", "true",
            "Can-Retransform-Classes", "true",
            "Implementation-Title", "AOS agent",
            "Implementation-Vendor", "AOS",
            "Implementation-Version", "0.1.0-SNAPSHOT"),
        withoutBuildTool(manifest));
  }

  private static Map<String, String> withoutBuildTool(Map<String, String> attributes) {
    Map<String, String> own = new TreeMap<>(attributes);
    own.keySet().removeAll(Set.of("Created-By", "Build-Jdk-Spec", "Java-Version"));
    return own;
  }

  @Test
  void itsSizeIsInTheUsualWindow() throws IOException {
    long size = Files.size(Jars.agent());
    assertTrue(
        size > LEAST && size < MOST,
        () ->
            "the jar has %,d bytes, not %,d to %,d: see with \"unzip -v\" what came or went; if that is meant, move the window here"
                .formatted(size, LEAST, MOST));
  }

  @Test
  void theLauncherIsForJava8TheRestForJava17() {
    Set<String> wrong = new TreeSet<>();
    classes("")
        .forEach(
            (name, bytes) -> {
              int version = new ClassReader(bytes).readUnsignedShort(6);
              boolean ofLibrary = name.contains("/shaded/");
              boolean right =
                  ofLibrary ? version <= 61 : version == (name.contains("/launcher/") ? 52 : 61);
              if (!right) {
                wrong.add(name + " has version " + version);
              }
            });
    assertEquals(Set.of(), wrong);
  }

  @Test
  void theRuntimeNeedsTheJdkAlone() {
    assertEquals(List.of(), foreign("dev/aos/runtime/", "dev/aos/runtime/"));
  }

  @Test
  void theLauncherNeedsTheJdkAlone() {
    assertEquals(List.of(), foreign("dev/aos/launcher/", "dev/aos/launcher/"));
  }

  @Test
  void coreNeedsItselfTheRuntimeAndTheJdk() {
    assertEquals(List.of(), foreign("aos-core/", "dev/aos/core/", "dev/aos/runtime/"));
  }

  @Test
  void noNameOfALibraryIsLeft() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      // The compiler notes the owner of an inlined constant, in a pool entry that nothing refers
      // to.
      String text =
          new String(file.getValue(), StandardCharsets.ISO_8859_1)
              .replace("org/objectweb/asm/Opcodes", "");
      if (!file.getKey().startsWith("META-INF/")
          && (text.contains("org/objectweb/asm") || text.contains("org/snakeyaml"))) {
        names.add(file.getKey());
      }
    }
    assertEquals(List.of(), names);
  }

  /** References from classes under a prefix to types that are neither of the JDK nor allowed. */
  private static List<String> foreign(String prefix, String... allowed) {
    List<String> references = new ArrayList<>();
    classes(prefix)
        .forEach(
            (name, bytes) -> {
              for (String type : referencedTypes(bytes)) {
                boolean fine = isOfJdk(type);
                for (String own : allowed) {
                  fine |= type.startsWith(own);
                }
                if (!fine) {
                  references.add(name + " refers to " + type);
                }
              }
            });
    return references;
  }

  private static Map<String, byte[]> classes(String prefix) {
    Map<String, byte[]> classes =
        FILES.entrySet().stream()
            .filter(file -> file.getKey().startsWith(prefix))
            .filter(file -> file.getKey().matches(".*\\.class(data)?"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertTrue(!classes.isEmpty(), () -> "no classes in " + prefix);
    return classes;
  }

  private static boolean isOfJdk(String type) {
    return type.startsWith("java/") || type.startsWith("jdk/");
  }

  private static Set<String> referencedTypes(byte[] bytes) {
    Set<String> types = new TreeSet<>();
    Remapper collector =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String internalName) {
            types.add(internalName);
            return internalName;
          }
        };
    new ClassReader(bytes)
        .accept(new ClassRemapper(new ClassVisitor(Opcodes.ASM9) {}, collector), 0);
    return types;
  }
}
