import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;

/** Runs the tests' Main and proves to the supervisor that it ran to its end. */
public class PerforchJudge {
    private static final String TOKEN = "{{token}}";

    public static void main(String[] args) throws Throwable {
        try (FileOutputStream out = new FileOutputStream("/proc/self/fd/3");
             FileInputStream in = new FileInputStream("/proc/self/fd/4")) {
            try {
                Main.main(new String[0]);
            } catch (AssertionError error) {
                StackTraceElement[] trace = error.getStackTrace();
                if (trace.length > 0 && trace[0].getClassName().equals("Main")) {
                    send(out, "fail " + TOKEN);
                }
                throw error;
            }
            send(out, "done " + TOKEN);
            send(out, "nonce " + line(in));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    // Byte by byte: reading "n bytes" seeks, which a pipe can't.
    private static String line(FileInputStream in) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            text.append((char) c);
        }
        return text.toString();
    }

    private static void send(FileOutputStream out, String line) throws Exception {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
