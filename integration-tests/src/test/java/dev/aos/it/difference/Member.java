package dev.aos.it.difference;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Type;

/**
 * A method or constructor of the library.
 *
 * @param owner the class that declares it
 * @param types the types of its parameters
 * @param operands what has to be on the stack: the receiver, if it needs one, and the arguments
 * @param result the kind of what it comes to; none if it is void
 */
record Member(
    Class<?> owner,
    String name,
    String descriptor,
    boolean isStatic,
    List<Type> types,
    List<Kind> operands,
    Optional<Kind> result) {

  static Member of(Executable executable, String name, String descriptor) {
    Class<?> owner = executable.getDeclaringClass();
    boolean isStatic = Modifier.isStatic(executable.getModifiers());
    boolean isConstructor = name.equals(Names.CONSTRUCTOR);
    List<Type> types = Arrays.asList(Type.getArgumentTypes(descriptor));
    List<Kind> operands = new ArrayList<>();
    if (!isStatic && !isConstructor) {
      operands.add(Type.getInternalName(owner).equals(Names.BASE_CLASS) ? Kind.SELF : Kind.NODE);
    }
    types.forEach(type -> operands.add(kind(type)));
    Type returned = Type.getReturnType(descriptor);
    Optional<Kind> result =
        returned == Type.VOID_TYPE ? Optional.empty() : Optional.of(kind(returned));
    return new Member(
        owner,
        name,
        descriptor,
        isStatic,
        types,
        List.copyOf(operands),
        isConstructor ? Optional.of(Kind.NODE) : result);
  }

  /** Its name in programs, unique. */
  String text() {
    return owner.getSimpleName() + "." + name + descriptor;
  }

  String internalOwner() {
    return Type.getInternalName(owner);
  }

  boolean isConstructor() {
    return name.equals(Names.CONSTRUCTOR);
  }

  /** Whether programs inherit it from their superclass. */
  boolean isOfBase() {
    return internalOwner().equals(Names.BASE_CLASS);
  }

  /** Whether it calls back what it is given. */
  boolean callsBack() {
    return descriptor.contains("Ljava/util/function/");
  }

  private static Kind kind(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.SHORT, Type.CHAR, Type.INT -> Kind.INT;
      case Type.LONG -> Kind.LONG;
      case Type.FLOAT -> Kind.FLOAT;
      case Type.DOUBLE -> Kind.DOUBLE;
      case Type.ARRAY -> type.getElementType() == Type.LONG_TYPE ? Kind.LONGS : Kind.TEXTS;
      default -> type.getClassName().equals(String.class.getName()) ? Kind.TEXT : Kind.NODE;
    };
  }
}
