package dev.aos.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.runtime.Declared;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class DeclaredExceptionsTest {

  /** Declares both. */
  interface Blob {
    InputStream open() throws SQLException, IOException;
  }

  private final ClassHierarchy hierarchy = new ClassHierarchies().of(getClass().getClassLoader());

  private Declared declared(Class<?> owner, String name, String descriptor) {
    CallSite site =
        new CallSite(
            Opcodes.INVOKEVIRTUAL,
            Type.getInternalName(owner),
            name,
            descriptor,
            owner.isInterface());
    return DeclaredExceptions.of(site, hierarchy);
  }

  @Test
  void whatTheClassNamedInTheClassFileDeclares() {
    assertEquals(Declared.IO_EXCEPTION, declared(InputStream.class, "read", "()I"));
    assertEquals(Declared.IO_EXCEPTION, declared(Closeable.class, "close", "()V"));
    assertEquals(
        Declared.SQL_EXCEPTION,
        declared(Statement.class, "executeQuery", "(Ljava/lang/String;)Ljava/sql/ResultSet;"));
    assertEquals(Declared.NEITHER, declared(ByteArrayInputStream.class, "read", "()I"));
  }

  @Test
  void whatASuperclassDeclaresIfTheClassDoesNotOverride() {
    assertEquals(Declared.IO_EXCEPTION, declared(FileInputStream.class, "readAllBytes", "()[B"));
    assertEquals(Declared.IO_EXCEPTION, declared(FileInputStream.class, "readNBytes", "(I)[B"));
  }

  @Test
  void aConstructor() {
    assertEquals(
        Declared.IO_EXCEPTION, declared(FileWriter.class, "<init>", "(Ljava/lang/String;)V"));
  }

  @Test
  void neitherASubclassNorASuperclassIsTheException() {
    assertEquals(
        Declared.NEITHER, declared(FileInputStream.class, "<init>", "(Ljava/lang/String;)V"));
    assertEquals(Declared.NEITHER, declared(Callable.class, "call", "()Ljava/lang/Object;"));
  }

  @Test
  void ofBothTheFirstOne() {
    assertEquals(Declared.IO_EXCEPTION, declared(Blob.class, "open", "()Ljava/io/InputStream;"));
  }

  @Test
  void nothingIsSaidOfWhatIsNotThere() {
    assertEquals(Declared.NEITHER, declared(InputStream.class, "nothing", "()V"));
  }
}
