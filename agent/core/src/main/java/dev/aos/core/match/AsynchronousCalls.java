package dev.aos.core.match;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Type;

/**
 * Calls that don't block, because they hand their result over later: to dispatch one would cost a
 * hop and win nothing.
 */
final class AsynchronousCalls {

  private static final List<String> LATER_RESULTS =
      List.of(
          "java/util/concurrent/CompletionStage",
          "java/util/concurrent/Future",
          "java/util/concurrent/Flow$Publisher",
          "org/reactivestreams/Publisher");

  private static final String COMPLETION_HANDLER = "java/nio/channels/CompletionHandler";

  private AsynchronousCalls() {
    // no instances
  }

  /** Why a call is asynchronous already; empty if it is not, as far as its classes are known. */
  static Optional<String> reason(String descriptor, ClassHierarchy hierarchy) {
    Type result = Type.getReturnType(descriptor);
    for (String laterResult : LATER_RESULTS) {
      if (isSubtype(result, laterResult, hierarchy)) {
        return Optional.of(reason("returns a ", laterResult));
      }
    }
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      if (isSubtype(argument, COMPLETION_HANDLER, hierarchy)) {
        return Optional.of(reason("takes a ", COMPLETION_HANDLER));
      }
    }
    return Optional.empty();
  }

  private static String reason(String how, String type) {
    String simpleName = type.substring(type.lastIndexOf('/') + 1).replace('$', '.');
    return "already asynchronous: " + how + simpleName + " (force: true dispatches it)";
  }

  private static boolean isSubtype(Type type, String supertype, ClassHierarchy hierarchy) {
    return type.getSort() == Type.OBJECT
        && hierarchy.isSubtype(type.getInternalName(), supertype) == Answer.YES;
  }
}
