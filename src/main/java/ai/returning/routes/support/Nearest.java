package ai.returning.routes.support;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the right name that a misspelt one was probably meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The closest of {@code names}, or null if none is near enough to be a likely slip. */
    public static @Nullable String of(String word, Collection<String> names) {
        String best = null;
        int bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String name : names) {
            int distance = distance(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** {@code " Did you mean x?"}, or an empty string. */
    public static String hint(String word, Collection<String> names) {
        String near = of(word, names);
        return near == null ? "" : " Did you mean " + near + "?";
    }

    /** Edit distance in which swapping two neighbours counts as one slip. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cell(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cell(String a, String b, int[][] d, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
