import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.lang.Boolean;
import java.lang.Byte;
import java.lang.Character;
import java.lang.Class;
import java.lang.Double;
import java.lang.Float;
import java.lang.Integer;
import java.lang.Long;
import java.lang.Math;
import java.lang.Object;
import java.lang.Runtime;
import java.lang.Short;
import java.lang.String;
import java.lang.Throwable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs the tests' Main again and again, with marks in between. (Imports by name: no class of a program's hides them.) */
class PerforchRepeat {
    static final byte[] DONE = "done {{token}}\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = "mark {{token}}\n".getBytes(StandardCharsets.US_ASCII);
    private static final String[] NONE = new String[0];
    private static final int BATCH = 100;
    // Classes of lists that hold their items themselves, so that no other collection answers for them.
    private static final Class<?> ARRAY_LIST_VIEW = Arrays.asList(NONE).getClass();
    private static final Class<?> SHORT_LIST = List.of(1).getClass();
    private static final Class<?> LONG_LIST = List.of(1, 2, 3).getClass();

    static void run(String[] counts, FileOutputStream out, FileInputStream in) throws Throwable {
        int warmUp = Integer.parseInt(counts[0]);
        int repetitions = Integer.parseInt(counts[1]);
        mark(out, in);
        repeat(Math.min(warmUp, 1));
        mark(out, in);
        repeat(Math.max(warmUp - 1, 0));
        mark(out, in);
        repeat(repetitions);
    }

    // In many short loops, so that the compiler has the loop ready, as it would be in a program that runs for long.
    private static void repeat(int times) throws Throwable {
        for (int left = times; left > 0; left -= BATCH) {
            batch(Math.min(left, BATCH));
        }
    }

    private static void batch(int times) throws Throwable {
        for (int i = 0; i < times; i++) {
            Main.main(NONE);
        }
    }

    private static void mark(FileOutputStream out, FileInputStream in) throws Throwable {
        out.write(MARK);
        if (in.read() != 'g' || in.read() != 'o' || in.read() != '\n') {
            Runtime.getRuntime().halt(120);
        }
    }

    /** Whether a value is nothing but instances of the JDK's own classes, so that its equality is the JDK's. */
    static boolean isPlain(Object value) {
        if (value == null) {
            return true;
        }
        Class<?> type = value.getClass();
        if (isScalar(type)) {
            return true;
        }
        if (type == ArrayList.class || type == ARRAY_LIST_VIEW || type == LinkedList.class || type == SHORT_LIST
                || type == LONG_LIST || type == HashSet.class || type == LinkedHashSet.class || type == TreeSet.class) {
            return areAllPlain((Collection<?>) value);
        }
        if (type == HashMap.class || type == LinkedHashMap.class || type == TreeMap.class) {
            return areAllPlain(((Map<?, ?>) value).keySet()) && areAllPlain(((Map<?, ?>) value).values());
        }
        if (type == Optional.class) {
            return isPlain(((Optional<?>) value).orElse(null));
        }
        Class<?> itemType = type.getComponentType();
        return itemType != null && (itemType.isPrimitive() || isScalar(itemType) || isTable(itemType));
    }

    private static boolean isScalar(Class<?> type) {
        return type == Integer.class || type == String.class || type == Boolean.class || type == Double.class
                || type == Long.class || type == Character.class || type == Float.class || type == Short.class
                || type == Byte.class;
    }

    private static boolean isTable(Class<?> type) {
        Class<?> itemType = type.getComponentType();
        return itemType != null && (itemType.isPrimitive() || isScalar(itemType));
    }

    private static boolean areAllPlain(Collection<?> items) {
        for (Object item : items) {
            if (!isPlain(item)) {
                return false;
            }
        }
        return true;
    }
}
