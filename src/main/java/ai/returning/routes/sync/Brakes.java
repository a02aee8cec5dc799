package ai.returning.routes.sync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The checks between reading and the first upload: has so much changed, gone or become invalid that a person should
 * look first?
 */
public final class Brakes {
    private final Limits limits;

    Brakes(Limits limits) {
        this.limits = limits;
    }

    /** Shares from 0 to 1, and from how many rows on they count. */
    public record Limits(double changed, double gone, double invalid, long fromRows, long firstRunInvalidFromRows) {
        public static final Limits DEFAULTS = new Limits(0.5, 0.1, 0.05, 100, 1000);
    }

    /** What the brakes look at. */
    record Facts(long read, long snapshot, long changed, long gone, long invalid, boolean firstRun) {}

    /** Counts beyond their limit, by name; empty if the gate may open. */
    Map<String, Long> tripped(Facts facts) {
        Map<String, Long> tripped = new LinkedHashMap<>();
        if (facts.read == 0) {
            if (facts.firstRun || facts.snapshot > 0) {
                tripped.put("emptied", facts.snapshot);
            }
            return tripped;
        }
        long from = facts.firstRun ? limits.firstRunInvalidFromRows : limits.fromRows;
        if (facts.read >= from && facts.invalid > limits.invalid * facts.read) {
            tripped.put("invalid", facts.invalid);
        }
        if (!facts.firstRun && facts.snapshot >= limits.fromRows) {
            if (facts.changed > limits.changed * facts.snapshot) {
                tripped.put("changed", facts.changed);
            }
            if (facts.gone > limits.gone * facts.snapshot) {
                tripped.put("gone", facts.gone);
            }
        }
        return tripped;
    }

    /** True if a person has confirmed at least these counts. */
    static boolean confirmed(Map<String, Long> tripped, Map<String, Long> confirmed) {
        return tripped.entrySet().stream()
                .allMatch(entry -> confirmed.getOrDefault(entry.getKey(), -1L) >= entry.getValue());
    }

    /** The sentence a person reads. */
    String explain(Map<String, Long> tripped, Facts facts) {
        return tripped.keySet().stream().map(name -> sentence(name, facts)).collect(Collectors.joining("; "));
    }

    private String sentence(String name, Facts facts) {
        return switch (name) {
            case "emptied" ->
                facts.firstRun
                        ? "the source is empty"
                        : "the source is empty, while " + facts.snapshot + " rows were sent before";
            case "invalid" -> share(facts.invalid, facts.read, "rows read are invalid", limits.invalid, "invalid");
            case "changed" ->
                share(facts.changed, facts.snapshot, "known rows have changed", limits.changed, "changed");
            default -> share(facts.gone, facts.snapshot, "known rows are gone", limits.gone, "gone");
        };
    }

    private static String share(long count, long of, String what, double limit, String key) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s (%.1f %%, the limit is %.0f %%: returning-ai.sync.brakes.%s)",
                count,
                of,
                what,
                100.0 * count / of,
                100 * limit,
                key);
    }

    /** The code that confirms exactly these counts for this flow and mapping. */
    static String code(String flow, String mappingHash, Map<String, Long> tripped) {
        String text = flow + '|' + mappingHash + '|' + write(tripped);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@code changed=5200,gone=12}. */
    static String write(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    static Map<String, Long> read(@Nullable String counts) {
        Map<String, Long> read = new TreeMap<>();
        if (counts != null && !counts.isEmpty()) {
            for (String pair : counts.split(",", -1)) {
                int equals = pair.indexOf('=');
                read.put(pair.substring(0, equals), Long.valueOf(pair.substring(equals + 1)));
            }
        }
        return read;
    }
}
