package dev.aos.it.difference;

import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Joins texts, as the compilers of the class file's time did. */
final class ConcatCompiler {

  private static final String BUILDER = "java/lang/StringBuilder";
  private static final Handle FACTORY =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/StringConcatFactory",
          "makeConcatWithConstants",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
          false);

  private final MethodContext context;
  private final Code code;
  private final ExpressionCompiler expressions;

  ConcatCompiler(MethodContext context, ExpressionCompiler expressions) {
    this.context = context;
    this.code = context.code();
    this.expressions = expressions;
  }

  void emit(Expression.Concat concat) {
    if (context.owner().program().version() >= Opcodes.V9) {
      dynamically(concat.parts());
    } else {
      withBuilder(concat.parts());
    }
  }

  private void dynamically(List<Expression.Part> parts) {
    parts.forEach(part -> expressions.emit(part.value()));
    Type[] types =
        parts.stream().map(part -> context.names().type(part.kind())).toArray(Type[]::new);
    code.visitInvokeDynamicInsn(
        "makeConcatWithConstants",
        Type.getMethodDescriptor(Type.getType(String.class), types),
        FACTORY,
        "\1,".repeat(types.length));
  }

  private void withBuilder(List<Expression.Part> parts) {
    Type builder = Type.getObjectType(BUILDER);
    code.anew(builder);
    code.dup();
    code.invokespecial(BUILDER, Names.CONSTRUCTOR, "()V", false);
    for (Expression.Part part : parts) {
      expressions.emit(part.value());
      Type type = context.names().type(part.kind());
      String appended =
          part.kind().isNumber() ? type.getDescriptor() : Type.getDescriptor(Object.class);
      code.invokevirtual(BUILDER, "append", "(" + appended + ")" + builder.getDescriptor(), false);
    }
    code.invokevirtual(BUILDER, "toString", "()Ljava/lang/String;", false);
  }
}
