package ai.returning.routes.emulator;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Makes and checks ids in the vendor's forms. */
final class Ids {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{24}");
    private static final int FIRST_SHORT_ID = 1001;
    private static final long PROCESS = new SecureRandom().nextLong() & 0xff_ffff_ffffL;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Ids() {}

    static boolean isObjectId(String text) {
        return OBJECT_ID.matcher(text).matches();
    }

    /** A fresh object id: seconds, a part of this process, a counter. */
    static String fresh(Instant now) {
        return String.format(
                Locale.ROOT,
                "%08x%010x%06x",
                now.getEpochSecond() & 0xffff_ffffL,
                PROCESS,
                COUNTER.incrementAndGet() & 0xff_ffff);
    }

    /** The object id of a field, always the same for the same place in the list. */
    static String field(int index) {
        return String.format(Locale.ROOT, "66b1d0a4c5e2f300%08x", index);
    }

    /** The short id of the user with this number from 0. */
    static String shortId(int user) {
        return Integer.toString(FIRST_SHORT_ID + user);
    }

    /** The number of a user from the short id, or -1. */
    static int userNumber(String shortId) {
        if (shortId.isEmpty() || shortId.length() > 9 || !shortId.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Math.max(-1, Integer.parseInt(shortId) - FIRST_SHORT_ID);
    }

    /** The number of a user from the object id, or -1. */
    static int userOfObject(String objectId) {
        return tail(objectId, "66b1d0a4c5e2f311");
    }

    /** The place of a field from its object id, or -1. */
    static int fieldOfObject(String objectId) {
        return tail(objectId, "66b1d0a4c5e2f300");
    }

    private static int tail(String objectId, String head) {
        String id = objectId.toLowerCase(Locale.ROOT);
        return isObjectId(id) && id.startsWith(head) ? (int) Long.parseLong(id.substring(head.length()), 16) : -1;
    }

    /** The object id of a user. */
    static String user(int number) {
        return String.format(Locale.ROOT, "66b1d0a4c5e2f311%08x", number);
    }
}
