package ai.returning.routes.lint.data;

import ai.returning.routes.lint.Finding;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.support.RaiException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a finding of the error by which a reader refuses a file: {@code file:line what is wrong. Did you mean …?} */
final class Told {
    private static final Pattern PLACE = Pattern.compile("^(.+?):(\\d+) (.*)$", Pattern.DOTALL);
    private static final Pattern HINT = Pattern.compile(" Did you mean (\\S+)\\?");

    private Told() {}

    static Finding by(RaiException error, SourceFile file, RuleName rule) {
        Matcher place = PLACE.matcher(error.sentence());
        boolean placed = place.matches();
        int line = placed ? Math.max(1, Integer.parseInt(place.group(2))) : 1;
        String said = (placed ? place.group(3) : error.sentence()).replaceAll("\\s*\\R\\s*", " ");
        Matcher hint = HINT.matcher(said);
        String advice = hint.find() ? hint.group(1) : "";
        String plain = said.replaceAll(" Did you mean \\S+\\?", "")
                .replaceAll("\\.? (Known|Possible|Columns): [^.]*\\.?$", "")
                .replaceAll("[.?]$", "");
        // What follows the first sentence says what to do.
        int end = advice.isEmpty() ? plain.indexOf(". ") : -1;
        String problem = end < 0 ? plain : plain.substring(0, end);
        String next = end < 0 ? advice : small(plain.substring(end + 2));
        return new Finding(
                file.name(), file.line(line), column(file, line), rule.text(), problem, next, Optional.empty());
    }

    private static String small(String sentence) {
        boolean word = sentence.length() > 1 && !Character.isUpperCase(sentence.charAt(1));
        return word ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1) : sentence;
    }

    private static int column(SourceFile file, int line) {
        String text = file.text().lines().skip(line - 1L).findFirst().orElse("");
        return file.column(text.length() - text.stripLeading().length() + 1);
    }
}
