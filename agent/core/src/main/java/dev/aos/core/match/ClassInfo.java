package dev.aos.core.match;

import dev.aos.runtime.Declared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file declares, as far as matching needs it. All names are internal names.
 *
 * @param access the class's access flags, as the JVM checks them
 * @param name the class
 * @param superName its superclass; empty for {@code Object} alone
 * @param interfaces its direct superinterfaces
 * @param fields the access flags of the fields it declares, by name and descriptor with a blank
 *     between
 * @param methods the access flags of the methods it declares, by name and descriptor run together
 * @param declared those of them that declare an exception of {@link Declared}, in the same way
 */
public record ClassInfo(
    int access,
    String name,
    Optional<String> superName,
    List<String> interfaces,
    Map<String, Integer> fields,
    Map<String, Integer> methods,
    Map<String, Declared> declared) {

  /** Reads the declarations of a class file, of any version, without its code. */
  public static ClassInfo read(byte[] classFile) {
    return read(ClassFiles.lenientReader(classFile));
  }

  /** Reads the declarations of a class file, without its code. */
  public static ClassInfo read(ClassReader reader) {
    Declarations declarations = new Declarations();
    reader.accept(
        declarations, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return declarations.toClassInfo();
  }

  /** Whether access flags are those of an interface. */
  public static boolean isInterface(int access) {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Its superclass, if it has one, and its direct superinterfaces. */
  public List<String> directSupertypes() {
    List<String> supertypes = new ArrayList<>(interfaces);
    if (superName.isPresent()) {
      supertypes.add(0, superName.get());
    }
    return supertypes;
  }

  /** Whether this is an interface. */
  public boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Whether classes of other packages may name this one. */
  public boolean isPublic() {
    return (access & Opcodes.ACC_PUBLIC) != 0;
  }

  /** The access flags of a method that this class itself declares; empty if it declares none. */
  public OptionalInt methodAccess(String methodName, String descriptor) {
    Integer found = methods.get(methodName + descriptor);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** Which exception a method declares that this class itself declares. */
  Declared declaredBy(String methodName, String descriptor) {
    Declared found = declared.get(methodName + descriptor);
    return found == null ? Declared.NEITHER : found;
  }

  private static final class Declarations extends ClassVisitor {

    private int access;
    private String name;
    private String superName;
    private List<String> interfaces;
    private final Map<String, Integer> fields = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Declared> declared = new HashMap<>();

    Declarations() {
      super(ClassFiles.ASM_API);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      this.access = access;
      this.name = name;
      this.superName = superName;
      this.interfaces = List.copyOf(Arrays.asList(interfaces));
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      fields.put(name + " " + descriptor, access);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      methods.put(name + descriptor, access);
      Declared exception = DeclaredExceptions.of(exceptions);
      if (exception != Declared.NEITHER) {
        declared.put(name + descriptor, exception);
      }
      return null;
    }

    ClassInfo toClassInfo() {
      return new ClassInfo(
          access, name, Optional.ofNullable(superName), interfaces, fields, methods, declared);
    }
  }
}
