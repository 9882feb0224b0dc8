package dev.aos.core.weave;

import dev.aos.core.match.Answer;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/** ASM's verifier, with every question about classes answered from their bytes. */
class HierarchyVerifier extends SimpleVerifier {

  private static final Type OBJECT = Type.getObjectType(ClassFiles.OBJECT);

  private final ClassHierarchy hierarchy;

  HierarchyVerifier(ClassNode verified, ClassHierarchy hierarchy) {
    super(
        ClassFiles.ASM_API,
        Type.getObjectType(verified.name),
        verified.superName == null ? null : Type.getObjectType(verified.superName),
        types(verified.interfaces),
        ClassInfo.isInterface(verified.access));
    this.hierarchy = hierarchy;
  }

  private static List<Type> types(List<String> internalNames) {
    List<Type> types = new ArrayList<>();
    for (String internalName : internalNames) {
      types.add(Type.getObjectType(internalName));
    }
    return types;
  }

  @Override
  protected boolean isInterface(Type type) {
    Optional<ClassInfo> info = hierarchy.find(type.getInternalName());
    return info.isPresent() && info.get().isInterface();
  }

  @Override
  protected Type getSuperClass(Type type) {
    Optional<ClassInfo> info = hierarchy.find(type.getInternalName());
    boolean hasSuperclass = info.isPresent() && info.get().superName().isPresent();
    return hasSuperclass ? Type.getObjectType(info.get().superName().get()) : OBJECT;
  }

  @Override
  protected boolean isSubTypeOf(BasicValue value, BasicValue expected) {
    Type type = value.getType();
    Type expectedType = expected.getType();
    if (type == null || expectedType == null || type.equals(expectedType)) {
      return type == expectedType || type != null && type.equals(expectedType);
    }
    if (!expected.isReference() || !value.isReference()) {
      return false;
    }
    return type.equals(NULL_TYPE) || isAssignableFrom(expectedType, type);
  }

  @Override
  protected boolean isAssignableFrom(Type target, Type source) {
    if (target.equals(source) || target.equals(OBJECT)) {
      return true;
    }
    if (target.getSort() == Type.ARRAY) {
      return source.getSort() == Type.ARRAY
          && isElementAssignableFrom(component(target), component(source));
    }
    Optional<ClassInfo> info = hierarchy.find(target.getInternalName());
    if (info.isEmpty() || info.get().isInterface()) {
      // The verifier takes interfaces for Object (JVMS 4.10.1.2); a missing class may be one.
      return true;
    }
    return source.getSort() == Type.OBJECT
        && hierarchy.isSubtype(source.getInternalName(), target.getInternalName()) != Answer.NO;
  }

  private boolean isElementAssignableFrom(Type target, Type source) {
    boolean references = target.getSort() >= Type.ARRAY && source.getSort() >= Type.ARRAY;
    return references ? isAssignableFrom(target, source) : target.equals(source);
  }

  private static Type component(Type array) {
    return Type.getType(array.getDescriptor().substring(1));
  }

  @Override
  protected Class<?> getClass(Type type) {
    // A tripwire: ASM would load the class.
    throw new IllegalStateException("a class is loaded: " + type);
  }
}
