package dev.aos.it.difference;

import dev.aos.it.difference.library.Base;
import dev.aos.it.difference.library.Direct;
import dev.aos.it.difference.library.Face;
import dev.aos.it.difference.library.Library;
import dev.aos.it.difference.library.Node;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * The names of one program's classes.
 *
 * @param packageName their package
 */
record Names(String packageName) {

  static final String NODE = Type.getDescriptor(Node.class);
  static final String LIBRARY_CLASS = Type.getInternalName(Library.class);
  static final String BASE_CLASS = Type.getInternalName(Base.class);
  static final String FACE_CLASS = Type.getInternalName(Face.class);
  static final String DIRECT_CLASS = Type.getInternalName(Direct.class);
  static final String CONSTRUCTOR = "<init>";
  static final String OBJECT = "java/lang/Object";

  /** The program's class. */
  String self() {
    return in("Program");
  }

  /** Its interface. */
  String mixin() {
    return in("Mixin");
  }

  /** The class that begins it. */
  String main() {
    return in("Main");
  }

  private String in(String simpleName) {
    return packageName.replace('.', '/') + "/" + simpleName;
  }

  /** The type of a kind. */
  Type type(Kind kind) {
    return switch (kind) {
      case INT -> Type.INT_TYPE;
      case LONG -> Type.LONG_TYPE;
      case FLOAT -> Type.FLOAT_TYPE;
      case DOUBLE -> Type.DOUBLE_TYPE;
      case TEXT -> Type.getType(String.class);
      case NODE -> Type.getType(NODE);
      case LONGS -> Type.getType(long[].class);
      case TEXTS -> Type.getType(String[].class);
      case SELF -> Type.getObjectType(self());
    };
  }

  /** The descriptor of a method. */
  String descriptor(List<Kind> parameters, Type result) {
    return Type.getMethodDescriptor(
        result, parameters.stream().map(this::type).toArray(Type[]::new));
  }

  /** The class that declares a method. */
  String owner(Program.Method method) {
    return method.sort() == Program.Sort.DEFAULT ? mixin() : self();
  }
}
