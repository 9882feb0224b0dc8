package dev.aos.core.weave;

import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * The JDK's own port of HotSpot's verifier, {@code java.lang.classfile.ClassFile.verify}, which
 * checks stack maps as the JVM does. It exists since JDK 24, while AOS compiles on 17, so it is
 * reached by reflection. It passes over bridge methods.
 */
final class PlatformVerifier implements BytecodeVerifier {

  /** The first JDK that has it. */
  static final int FIRST_FEATURE_VERSION = 24;

  private final Class<?> resolverType;
  private final Class<?> optionType;
  private final Method createContext;
  private final Method createOption;
  private final Method verify;
  private final Method describeClass;
  private final Method describeInterface;

  /**
   * @throws ReflectiveOperationException if this JDK does not have it
   */
  PlatformVerifier() throws ReflectiveOperationException {
    Class<?> context = Class.forName("java.lang.classfile.ClassFile");
    resolverType = Class.forName("java.lang.classfile.ClassHierarchyResolver");
    optionType = Class.forName("java.lang.classfile.ClassFile$Option");
    Class<?> resolverOption =
        Class.forName("java.lang.classfile.ClassFile$ClassHierarchyResolverOption");
    Class<?> info = Class.forName("java.lang.classfile.ClassHierarchyResolver$ClassHierarchyInfo");
    createContext = context.getMethod("of", optionType.arrayType());
    createOption = resolverOption.getMethod("of", resolverType);
    verify = context.getMethod("verify", byte[].class);
    describeClass = info.getMethod("ofClass", ClassDesc.class);
    describeInterface = info.getMethod("ofInterface");
  }

  @Override
  public Optional<String> complaint(
      byte[] classFile, List<MethodPlan> methods, ClassHierarchy hierarchy) {
    try {
      Object options = Array.newInstance(optionType, 1);
      Array.set(options, 0, createOption.invoke(null, resolver(hierarchy)));
      List<?> errors = (List<?>) verify.invoke(createContext.invoke(null, options), classFile);
      return errors.stream().map(error -> ((VerifyError) error).getMessage()).findFirst();
    } catch (InvocationTargetException failure) {
      return Optional.of(String.valueOf(failure.getCause()));
    } catch (ReflectiveOperationException failure) {
      return Optional.of(failure.toString());
    }
  }

  private Object resolver(ClassHierarchy hierarchy) throws ReflectiveOperationException {
    MethodHandle describe =
        MethodHandles.lookup()
            .bind(
                this,
                "describe",
                MethodType.methodType(Object.class, ClassHierarchy.class, ClassDesc.class));
    return MethodHandleProxies.asInterfaceInstance(
        resolverType, MethodHandles.insertArguments(describe, 0, hierarchy));
  }

  /**
   * What the verifier may know of a class. One that can't be found is described as a class without
   * a superclass: the verifier takes it, on either side, for assignable.
   */
  private Object describe(ClassHierarchy hierarchy, ClassDesc type)
      throws ReflectiveOperationException {
    String descriptor = type.descriptorString();
    String internalName = descriptor.substring(1, descriptor.length() - 1);
    Optional<ClassInfo> info = hierarchy.find(internalName);
    if (info.isPresent() && info.get().isInterface()) {
      return describeInterface.invoke(null);
    }
    ClassDesc superclass =
        info.flatMap(ClassInfo::superName)
            .map(name -> ClassDesc.ofDescriptor("L" + name + ";"))
            .orElse(null);
    return describeClass.invoke(null, superclass);
  }
}
