package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Checks that a woven class declares what the original does, in the same order; what is added
 * behind that is synthetic.
 */
final class DeclarationComparison {

  private DeclarationComparison() {
    // no instances
  }

  /**
   * The first difference that the plan does not explain.
   *
   * @param original the class as it came
   * @param woven the class as it is now
   * @param plan what has changed
   */
  static Optional<String> difference(ClassReader original, ClassReader woven, ClassPlan plan) {
    ClassNode before = read(original);
    ClassNode after = read(woven);
    if (!header(before, OldClassFiles.raised(before.version))
        .equals(header(after, after.version))) {
      return Optional.of("the class is declared otherwise");
    }
    if (!fields(before).equals(fields(after))) {
      return Optional.of("the fields differ");
    }
    return methodDifference(before.methods, after.methods, plan);
  }

  private static ClassNode read(ClassReader reader) {
    ClassNode type = new ClassNode(ClassFiles.ASM_API);
    reader.accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return type;
  }

  private static List<Object> header(ClassNode type, int version) {
    return Arrays.asList(version, type.access, type.name, type.superName, type.interfaces);
  }

  private static List<List<Object>> fields(ClassNode type) {
    List<List<Object>> fields = new ArrayList<>();
    for (FieldNode field : type.fields) {
      fields.add(Arrays.asList(field.access, field.name, field.desc, field.value));
    }
    return fields;
  }

  private static Optional<String> methodDifference(
      List<MethodNode> before, List<MethodNode> after, ClassPlan plan) {
    if (after.size() < before.size()) {
      return Optional.of("a method is missing");
    }
    for (int i = 0; i < before.size(); i++) {
      MethodNode method = before.get(i);
      Optional<MethodPlan> planned = plan.method(method.name, method.desc);
      int access = planned.isPresent() ? planned.get().wovenAccess() : method.access;
      if (!declaration(method, access).equals(declaration(after.get(i), after.get(i).access))) {
        return Optional.of(method.name + method.desc + " is declared otherwise");
      }
    }
    for (MethodNode added : after.subList(before.size(), after.size())) {
      if ((added.access & Opcodes.ACC_SYNTHETIC) == 0) {
        return Optional.of(added.name + added.desc + " is new");
      }
    }
    return Optional.empty();
  }

  private static List<Object> declaration(MethodNode method, int access) {
    return List.of(access, method.name, method.desc, method.exceptions);
  }
}
