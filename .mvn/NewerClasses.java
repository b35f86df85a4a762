import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar of classes for Java 5, as they are for Java 8: a cache of classes takes none older
 * than Java 6. The jar has to be on the class path.
 */
final class NewerClasses {
  private NewerClasses() {}

  public static void main(String[] jars) throws IOException {
    ClassFile classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())));
    ClassTransform newer =
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                (to, element) ->
                    to.with(
                        element instanceof ClassFileVersion
                            ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                            : element));
    try (ZipFile from = new ZipFile(jars[0]);
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(Path.of(jars[1])))) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          byte[] old = from.getInputStream(entry).readAllBytes();
          to.write(classes.transformClass(classes.parse(old), newer));
        }
      }
    }
  }
}
