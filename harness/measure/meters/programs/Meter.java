import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

class Solution {
    private static final long LONGEST_STEP_NS = 50_000;
    private static byte[] memory;
    private static volatile long sum;

    // The heap is reserved as a whole, and becomes resident page by page as it is touched.
    private static byte[] held(int mib) {
        byte[] bytes = new byte[mib << 20];
        for (int at = 0; at < bytes.length; at += 4096) {
            bytes[at] = 1;
        }
        return bytes;
    }

    private static void hold(int mib) throws Exception {
        memory = held(mib);
        Thread.sleep(100);
    }

    // Outside of the heap, which the virtual machine does not give back below its initial size.
    private static void spike(int mib) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(mib << 20);
        for (int at = 0; at < buffer.capacity(); at += 4096) {
            buffer.put(at, (byte) 1);
        }
        Thread.sleep(5);
        buffer = null;
        System.gc();
        Thread.sleep(100);
    }

    // The management beans' CPU clock would cost more to load than is measured here. A step that takes longer than usual
    // was interrupted, and the rest of it is not this thread's time.
    private static void spin(int ms) {
        long left = ms * 1_000_000L;
        for (long last = System.nanoTime(), now; left > 0; last = now) {
            step();
            now = System.nanoTime();
            left -= Math.min(now - last, LONGEST_STEP_NS);
        }
    }

    private static void step() {
        long part = sum;
        for (int i = 0; i < 1000; i++) {
            part += i * part + 1;
        }
        sum = part;
    }

    private static void half(int ms) throws Exception {
        long start = System.nanoTime();
        for (int sliceEnd = 40; sliceEnd <= ms; sliceEnd += 40) {
            spin(20);
            long left = start + sliceEnd * 1_000_000L - System.nanoTime();
            Thread.sleep(Math.max(0, left / 1_000_000));
        }
    }

    // The same program again; a quick start, as it is not the start that is measured.
    private static Process child(String what, int amount) throws Exception {
        String java = System.getProperty("java.home") + "/bin/java";
        String path = System.getProperty("java.class.path");
        String[] flags = {"-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx1g", "-Xbatch",
                "-XX:TieredStopAtLevel=1"};
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", path, "Solution", what, String.valueOf(amount)));
        return new ProcessBuilder(command).inheritIO().start();
    }

    public static void main(String[] arguments) throws Exception {
        new Solution().meter(arguments[0], Integer.parseInt(arguments[1]));
    }

    public int meter(String what, int amount) throws Exception {
        switch (what) {
            case "hold":
                hold(amount);
                break;
            case "spike":
                spike(amount);
                break;
            case "child hold":
                child("hold", amount).waitFor();
                break;
            case "both hold":
                Process beside = child("hold", amount);
                memory = held(amount);
                beside.waitFor();
                break;
            case "spin":
                spin(amount);
                break;
            case "half":
                half(amount);
                break;
            case "two spin":
                Thread other = new Thread(() -> spin(amount));
                other.start();
                spin(amount);
                other.join();
                break;
            case "child spin":
                child("spin", amount).waitFor();
                break;
        }
        return amount;
    }
}
