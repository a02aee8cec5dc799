package ai.returning.routes.sync;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** File names of chunks, {@code <flow>-<UTC>-<serial>-<random>.csv}: no two are alike, and each can be told as ours. */
final class ChunkName {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern OURS = Pattern.compile("[a-z0-9-]+-\\d{8}T\\d{6}-\\d{5,9}-[0-9a-f]{8}\\.csv");

    private ChunkName() {}

    static String fresh(String flow, Instant now, int serial) {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        return String.format(
                Locale.ROOT,
                "%s-%s-%05d-%s.csv",
                flow,
                UTC.format(now),
                serial,
                HexFormat.of().formatHex(random));
    }

    /** True for names that a run of any flow has given, on whatever machine. */
    static boolean isOurs(String fileName) {
        return OURS.matcher(fileName).matches();
    }
}
