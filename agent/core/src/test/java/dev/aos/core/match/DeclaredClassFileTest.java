package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What is told by reflection is what stands in the JDK's class files. */
class DeclaredClassFileTest {

  private static final int KINDS =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.base/java/io",
        "java.base/java/lang",
        "java.base/java/net",
        "java.base/java/nio/channels",
        "java.base/java/nio/file",
        "java.base/java/util",
        "java.base/java/util/concurrent",
        "java.sql/java/sql"
      })
  void ofEveryClassOfAPackage(String place) throws IOException {
    List<Path> files = classFiles(place);
    assertTrue(files.size() > 20, place + " has " + files.size());
    for (Path file : files) {
      byte[] real = Files.readAllBytes(file);
      String name = new ClassReader(real).getClassName();
      byte[] declared = DeclaredClassFile.of(name).orElseThrow(() -> new AssertionError(name));
      assertEquals(declarations(real), declarations(declared), name);
    }
  }

  @Test
  void thereIsNoneOfAClassThatTheJdkDoesNotHave() {
    assertEquals(Optional.empty(), DeclaredClassFile.of("java/io/Nothing"));
    assertEquals(Optional.empty(), DeclaredClassFile.of(getClass().getName().replace('.', '/')));
  }

  private static List<Path> classFiles(String place) throws IOException {
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    try (Stream<Path> files = Files.list(jdk.getPath("modules").resolve(place))) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("package-info.class"))
          .toList();
    }
  }

  private static Set<String> declarations(byte[] classFile) {
    Set<String> found = new TreeSet<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public void visit(
                  int version,
                  int access,
                  String name,
                  String signature,
                  String superName,
                  String[] interfaces) {
                found.add(
                    (access & KINDS) + " " + name + " < " + superName + " " + List.of(interfaces));
              }

              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  String signature,
                  String[] exceptions) {
                if (!name.equals("<clinit>")) {
                  List<String> thrown = exceptions == null ? List.of() : List.of(exceptions);
                  found.add(
                      (access & ~Opcodes.ACC_DEPRECATED)
                          + " "
                          + name
                          + descriptor
                          + " throws "
                          + thrown);
                }
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return found;
  }
}
