package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** What is read of a class file. */
class ClassInfoTest {

  private final TestClasses classes =
      new TestClasses()
          .interfaceType("pack/Reader", new String[0], "read()V")
          .type("pack/Leaf", "pack/Base", new String[] {"pack/Reader"}, "static open(I)V");

  @Test
  void names_flags_and_methods() {
    ClassInfo leaf = ClassInfo.read(classes.bytes("pack/Leaf"));
    assertEquals("pack/Leaf", leaf.name());
    assertEquals(Optional.of("pack/Base"), leaf.superName());
    assertEquals(List.of("pack/Reader"), leaf.interfaces());
    assertTrue(leaf.isPublic());
    assertFalse(leaf.isInterface());
    assertEquals(
        OptionalInt.of(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC), leaf.methodAccess("open", "(I)V"));
    assertEquals(OptionalInt.empty(), leaf.methodAccess("open", "(J)V"));
    assertEquals(OptionalInt.empty(), leaf.methodAccess("read", "()V"));
  }

  @Test
  void interface_and_root() {
    assertTrue(ClassInfo.read(classes.bytes("pack/Reader")).isInterface());
    assertEquals(Optional.empty(), ClassInfo.read(classes.bytes("java/lang/Object")).superName());
  }

  @Test
  void class_file_of_the_future_is_read_and_left_as_it_is() {
    byte[] bytes = classes.bytes("pack/Leaf").clone();
    bytes[7] = (byte) (ClassFiles.NEWEST_VERSION + 1);
    byte[] copy = bytes.clone();
    assertEquals("pack/Leaf", ClassInfo.read(bytes).name());
    assertEquals(ClassFiles.NEWEST_VERSION + 1, ClassFiles.version(copy));
    assertThrows(IllegalArgumentException.class, () -> new ClassReader(bytes));
  }

  @Test
  void newest_version_is_the_newest_that_asm_takes() {
    byte[] bytes = classes.bytes("pack/Leaf").clone();
    bytes[7] = (byte) ClassFiles.NEWEST_VERSION;
    assertEquals("pack/Leaf", new ClassReader(bytes).getClassName());
  }
}
