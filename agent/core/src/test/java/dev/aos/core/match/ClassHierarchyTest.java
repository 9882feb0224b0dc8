package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of classes from their bytes, and what is not. */
class ClassHierarchyTest {

  private static final String OBJECT = "java/lang/Object";
  private static final String[] NONE = {};

  private final TestClasses classes = new TestClasses();
  private final ClassHierarchy hierarchy = new ClassHierarchy(classes);

  private Optional<String> declaring(String owner, String nameAndDescriptor) {
    int descriptor = nameAndDescriptor.indexOf('(');
    return hierarchy.declaringClass(
        new MemberReference(
            owner,
            nameAndDescriptor.substring(0, descriptor),
            nameAndDescriptor.substring(descriptor)));
  }

  @Test
  void subtype_by_superclass_and_by_interface() {
    classes
        .interfaceType("Top", NONE)
        .interfaceType("Middle", new String[] {"Top"})
        .type("Base", OBJECT, new String[] {"Middle"})
        .type("Leaf", "Base", NONE);
    for (String supertype : List.of("Leaf", "Base", "Middle", "Top", OBJECT)) {
      assertEquals(Answer.YES, hierarchy.isSubtype("Leaf", supertype), supertype);
    }
    assertEquals(Answer.NO, hierarchy.isSubtype("Base", "Leaf"));
  }

  @Test
  void missing_supertype_leaves_the_question_open() {
    classes.type("Leaf", "Missing", NONE);
    assertEquals(Answer.YES, hierarchy.isSubtype("Leaf", "Missing"));
    assertEquals(Answer.UNKNOWN, hierarchy.isSubtype("Leaf", "Other"));
    assertEquals(Answer.UNKNOWN, hierarchy.isSubtype("Missing", "Other"));
    assertEquals(Answer.YES, hierarchy.isSubtype("Missing", OBJECT));
  }

  @Test
  void missing_interface_leaves_the_question_open() {
    classes.type("Leaf", OBJECT, new String[] {"Missing"});
    assertEquals(Answer.YES, hierarchy.isSubtype("Leaf", "Missing"));
    assertEquals(Answer.UNKNOWN, hierarchy.isSubtype("Leaf", "Other"));
  }

  @Test
  void circular_classes_do_not_hang() {
    classes.type("One", "Two", new String[] {"One"}).type("Two", "One", NONE);
    assertEquals(Answer.NO, hierarchy.isSubtype("One", "Other"));
    assertEquals(Optional.empty(), declaring("One", "x()V"));
  }

  @Test
  void method_of_a_superclass() {
    classes.type("Base", OBJECT, NONE, "read()V").type("Leaf", "Base", NONE, "write()V");
    assertEquals(Optional.of("Base"), declaring("Leaf", "read()V"));
    assertEquals(Optional.of("Leaf"), declaring("Leaf", "write()V"));
    assertEquals(Optional.of(OBJECT), declaring("Leaf", "toString()V"));
    assertEquals(Optional.empty(), declaring("Leaf", "read(I)V"));
  }

  @Test
  void method_of_the_most_specific_interface() {
    classes
        .interfaceType("Top", NONE, "read()V")
        .interfaceType("Middle", new String[] {"Top"}, "read()V")
        .type("TopFirst", OBJECT, new String[] {"Top", "Middle"})
        .type("MiddleFirst", OBJECT, new String[] {"Middle", "Top"});
    assertEquals(Optional.of("Middle"), declaring("TopFirst", "read()V"));
    assertEquals(Optional.of("Middle"), declaring("MiddleFirst", "read()V"));
  }

  @Test
  void superclass_comes_before_interfaces() {
    classes
        .interfaceType("Reader", NONE, "read()V")
        .type("Base", OBJECT, NONE, "read()V")
        .type("Leaf", "Base", new String[] {"Reader"});
    assertEquals(Optional.of("Base"), declaring("Leaf", "read()V"));
  }

  @Test
  void static_and_private_methods_of_interfaces_are_not_inherited() {
    classes
        .interfaceType("Reader", NONE, "static open()V", "private hide()V")
        .type("Leaf", OBJECT, new String[] {"Reader"});
    assertEquals(Optional.of("Reader"), declaring("Reader", "open()V"));
    assertEquals(Optional.empty(), declaring("Leaf", "open()V"));
    assertEquals(Optional.empty(), declaring("Leaf", "hide()V"));
  }

  @Test
  void missing_class_may_declare_the_method() {
    classes
        .interfaceType("Reader", NONE, "read()V")
        .type("Base", "Missing", new String[] {"Reader"}, "write()V")
        .type("Leaf", "Base", NONE);
    assertEquals(Optional.of("Base"), declaring("Leaf", "write()V"));
    assertEquals(Optional.empty(), declaring("Leaf", "read()V"));
  }

  @Test
  void garbage_and_a_class_of_another_name_are_missing() {
    classes.put("Garbage", new byte[] {1, 2, 3});
    classes.type("Real", OBJECT, NONE);
    classes.put("Alias", classes.bytes("Real"));
    assertEquals(Optional.empty(), hierarchy.find("Garbage"));
    assertEquals(Optional.empty(), hierarchy.find("Alias"));
  }

  @Test
  void each_class_is_read_once_and_a_missing_one_is_looked_for_once() {
    classes.type("Leaf", OBJECT, NONE);
    for (int i = 0; i < 3; i++) {
      assertTrue(hierarchy.find("Leaf").isPresent());
      assertFalse(hierarchy.find("Missing").isPresent());
    }
    assertEquals(2, classes.lookups());
  }

  @Test
  void class_that_could_not_be_looked_for_is_looked_for_again() {
    classes.type("Leaf", OBJECT, NONE);
    classes.setFailing(true);
    assertEquals(Optional.empty(), hierarchy.find("Leaf"));
    classes.setFailing(false);
    assertTrue(hierarchy.find("Leaf").isPresent());
  }

  @Test
  void class_that_is_being_loaded_is_what_its_bytes_say() {
    classes.type("Leaf", OBJECT, NONE, "old()V").type("Other", OBJECT, NONE);
    ClassInfo other =
        ClassInfo.read(new TestClasses().type("Leaf", "Other", NONE, "changed()V").bytes("Leaf"));
    ClassHierarchy loading = hierarchy.with(other);
    assertEquals(Answer.YES, loading.isSubtype("Leaf", "Other"));
    assertEquals(Answer.NO, hierarchy.isSubtype("Leaf", "Other"));
  }
}
