package dev.aos.core.weave;

import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * The JDK's own port of HotSpot's verifier, {@code java.lang.classfile.ClassFile.verify}, which
 * checks stack maps as the JVM does. It exists since JDK 24, while AOS compiles on 17, so it is
 * reached by reflection. It passes over bridge methods.
 */
final class PlatformVerifier implements BytecodeVerifier {

  /** The first JDK that has it. */
  static final int FIRST_FEATURE_VERSION = 24;

  private final Class<?> optionType;
  private final Method createContext;
  private final Method createOption;
  private final Method createResolver;
  private final Method verify;

  /**
   * @throws ReflectiveOperationException if this JDK does not have it
   */
  PlatformVerifier() throws ReflectiveOperationException {
    Class<?> context = Class.forName("java.lang.classfile.ClassFile");
    Class<?> resolver = Class.forName("java.lang.classfile.ClassHierarchyResolver");
    Class<?> resolverOption =
        Class.forName("java.lang.classfile.ClassFile$ClassHierarchyResolverOption");
    optionType = Class.forName("java.lang.classfile.ClassFile$Option");
    createContext = context.getMethod("of", optionType.arrayType());
    createOption = resolverOption.getMethod("of", resolver);
    createResolver = resolver.getMethod("ofResourceParsing", Function.class);
    verify = context.getMethod("verify", byte[].class);
  }

  @Override
  public Optional<String> complaint(
      byte[] classFile, List<MethodPlan> methods, ClassHierarchy hierarchy) {
    try {
      Object resolver = createResolver.invoke(null, new ClassHeaders(hierarchy));
      Object options = Array.newInstance(optionType, 1);
      Array.set(options, 0, createOption.invoke(null, resolver));
      List<?> errors = (List<?>) verify.invoke(createContext.invoke(null, options), classFile);
      return errors.isEmpty()
          ? Optional.empty()
          : Optional.of(((VerifyError) errors.get(0)).getMessage());
    } catch (InvocationTargetException failure) {
      return Optional.of(String.valueOf(failure.getCause()));
    } catch (ReflectiveOperationException failure) {
      return Optional.of(failure.toString());
    }
  }

  /**
   * What the verifier may know of classes, as class files: it asks for an implementation of its own
   * interface otherwise, which only a class made at run time could be.
   */
  private static final class ClassHeaders implements Function<ClassDesc, InputStream> {

    private final ClassHierarchy hierarchy;

    ClassHeaders(ClassHierarchy hierarchy) {
      this.hierarchy = hierarchy;
    }

    /**
     * A class without members. One that can't be found is described as a class without a
     * superclass: the verifier takes it for assignable, on either side.
     */
    @Override
    public InputStream apply(ClassDesc type) {
      String descriptor = type.descriptorString();
      String internalName = descriptor.substring(1, descriptor.length() - 1);
      Optional<ClassInfo> info = hierarchy.find(internalName);
      ClassWriter header = new ClassWriter(0);
      header.visit(
          Opcodes.V17,
          info.isPresent() ? info.get().access() : Opcodes.ACC_PUBLIC,
          internalName,
          null,
          info.isPresent() ? info.get().superName().orElse(null) : null,
          null);
      return new ByteArrayInputStream(header.toByteArray());
    }
  }
}
