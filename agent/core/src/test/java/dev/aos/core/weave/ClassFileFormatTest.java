package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.Constructors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** Which mistakes are seen that ASM would put right; and that compilers make none. */
class ClassFileFormatTest {

  private static final int ATTRIBUTE_LENGTH = 2;

  private final byte[] classFile = OldStyle.bytes(Constructors.class);

  private static Optional<String> complaint(byte[] classFile) {
    return ClassFileFormat.complaint(new ClassReader(classFile), classFile.length);
  }

  @Test
  void class_files_of_compilers_have_none() throws IOException {
    for (List<byte[]> classes : List.of(RealClasses.ofLibraries(), RealClasses.ofJdk())) {
      for (byte[] original : classes) {
        assertEquals(
            Optional.empty(), complaint(original), new ClassReader(original).getClassName());
      }
    }
  }

  @Test
  void other_magic_number() {
    classFile[0] = 0;
    assertEquals(Optional.of("it does not begin as a class file"), complaint(classFile));
  }

  @Test
  void bytes_behind_the_end() {
    byte[] longer = Arrays.copyOf(classFile, classFile.length + 1);
    assertEquals(Optional.of("there is more behind its end"), complaint(longer));
  }

  @Test
  void bytes_that_are_cut_off() {
    byte[] shorter = Arrays.copyOf(classFile, classFile.length - 1);
    assertEquals(Optional.of("it ends within itself"), complaint(shorter));
  }

  @Test
  void attribute_of_a_wrong_length() {
    classFile[attribute("SourceFile") + ATTRIBUTE_LENGTH + 3]++;
    assertEquals(Optional.of("its attribute SourceFile has a wrong length"), complaint(classFile));
  }

  @Test
  void name_that_is_no_text() {
    ClassReader reader = new ClassReader(classFile);
    // this_class, which is no text.
    int value = attribute("SourceFile") + ATTRIBUTE_LENGTH + 4;
    classFile[value] = classFile[reader.header + 2];
    classFile[value + 1] = classFile[reader.header + 3];
    assertEquals(Optional.of("a constant is of the wrong kind"), complaint(classFile));
  }

  @Test
  void class_that_is_nested_in_itself() {
    int row = attribute("InnerClasses") + ATTRIBUTE_LENGTH + 6;
    classFile[row + 2] = classFile[row];
    classFile[row + 3] = classFile[row + 1];
    assertEquals(Optional.of("a class is its own outer"), complaint(classFile));
  }

  @Test
  void variable_that_lives_too_long() {
    int row = attribute("LocalVariableTable") + ATTRIBUTE_LENGTH + 6;
    classFile[row + 2] = 1;
    assertEquals(Optional.of("a variable lives longer than its method"), complaint(classFile));
  }

  /** Where the last attribute of that name begins. */
  private int attribute(String name) {
    ClassReader reader = new ClassReader(classFile);
    char[] buffer = new char[reader.getMaxStringLength()];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    for (int place = classFile.length - 2; place > reader.header; place--) {
      int index = reader.readUnsignedShort(place);
      if (index > 0 && index < reader.getItemCount() && isText(reader, index, text.length)) {
        if (reader.readUTF8(place, buffer).equals(name)) {
          return place;
        }
      }
    }
    throw new AssertionError("no " + name);
  }

  private static boolean isText(ClassReader reader, int index, int length) {
    int item = reader.getItem(index);
    return item > 0 && reader.readByte(item - 1) == 1 && reader.readUnsignedShort(item) == length;
  }
}
