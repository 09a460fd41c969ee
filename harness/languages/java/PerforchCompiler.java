import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles one program after another. A message is a u32 length and as many bytes. A request has source files, a reply
 * class files: a u32 count, then of each its name and its content, both with a u32 length before them. A reply is empty
 * where the compiler found an error. Anything else than classes or errors ends the process.
 */
public class PerforchCompiler {
    /** A quarter of what the compiler has when it starts for one program: what is too deep for that is too deep here. */
    private static final long STACK_BYTES = 256 << 10;
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    public static void main(String[] options) throws Exception {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        for (;;) {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException over) {
                return;
            }
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            put(new DataOutputStream(message), compiled(List.of(options), in.readNBytes(length)));
            message.writeTo(out);
        }
    }

    /** In a thread of its own, for its stack. */
    private static byte[] compiled(List<String> options, byte[] request) throws Exception {
        byte[][] reply = {null};
        Thread thread = new Thread(null, () -> {
            try {
                reply[0] = compile(options, sources(request));
            } catch (Throwable error) {
                System.err.println(error);
            }
        }, "compilation", STACK_BYTES);
        thread.start();
        thread.join();
        if (reply[0] == null) {
            Runtime.getRuntime().halt(2);
        }
        return reply[0];
    }

    /** Null where the compiler itself failed. */
    private static byte[] compile(List<String> options, List<Source> sources) throws IOException {
        // Errors of the sources go to the listener, so what is written here is about the compiler.
        StringWriter trouble = new StringWriter();
        try (Classes classes = new Classes()) {
            JavaCompiler.CompilationTask task =
                    COMPILER.getTask(trouble, classes, diagnostic -> { }, options, null, sources);
            task.setProcessors(List.of());
            boolean succeeded = task.call();
            if (trouble.getBuffer().length() > 0) {
                System.err.println(trouble);
                return null;
            }
            return succeeded ? classes.reply() : new byte[0];
        }
    }

    private static List<Source> sources(byte[] request) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(request));
        List<Source> sources = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = text(in);
            sources.add(new Source(name, text(in)));
        }
        return sources;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void put(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("source:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static class ClassFile extends SimpleJavaFileObject {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile() {
            super(URI.create("class:///"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /** Reads the JDK's classes and the judge's, with nothing left of an earlier compilation; keeps what is written. */
    private static class Classes extends ForwardingJavaFileManager<JavaFileManager> implements Closeable {
        private final Map<String, ClassFile> written = new LinkedHashMap<>();

        Classes() {
            super(COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8));
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return written.computeIfAbsent(name, any -> new ClassFile());
        }

        @Override
        public FileObject getFileForOutput(Location location, String folder, String name, FileObject sibling) {
            throw new UnsupportedOperationException("a file beside the classes: " + name);
        }

        byte[] reply() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(written.size());
            for (Map.Entry<String, ClassFile> file : written.entrySet()) {
                put(out, file.getKey().getBytes(StandardCharsets.UTF_8));
                put(out, file.getValue().bytes.toByteArray());
            }
            return bytes.toByteArray();
        }
    }
}
