package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.Redaction;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.SourceColumns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The first line of a CSV file: the columns, or why it cannot be a header. */
final class CsvHeader {
    private static final List<String> DELIMITERS = List.of(";", ",", "\t", "|");
    private static final int SHOWN = 200;

    private final String file;
    private final FileSettings settings;
    private final List<String> wanted;

    /** @param wanted columns the mapping reads */
    CsvHeader(String file, FileSettings settings, List<String> wanted) {
        this.file = file;
        this.settings = settings;
        this.wanted = wanted;
    }

    SourceColumns columns(RawRows first) {
        String line = new String(first.bytes(), first.start(0), first.end(0) - first.start(0), StandardCharsets.UTF_8);
        List<String> names = names(line, "\t");
        SourceColumns columns = new SourceColumns(names.stream()
                .map(name -> new SourceColumns.Column(name, SourceColumns.Type.TEXT))
                .toList());
        List<String> missing =
                wanted.stream().filter(name -> columns.index(name) < 0).toList();
        if (!missing.isEmpty()) {
            throw otherDelimiter(names).orElseGet(() -> missing(missing.get(0), names));
        }
        refuseTwice(names);
        return columns;
    }

    private static List<String> names(String line, String delimiter) {
        return Arrays.stream(line.split(java.util.regex.Pattern.quote(delimiter), -1))
                .map(String::strip)
                .map(name -> name.equals("\\N") ? "" : name)
                .toList();
    }

    /** A header that another delimiter would cut into columns the mapping knows. */
    private Optional<UnfitFileException> otherDelimiter(List<String> names) {
        String own = String.valueOf(settings.text().delimiter());
        String line = String.join(own, names);
        return DELIMITERS.stream()
                .filter(other -> !other.equals(own))
                .filter(other -> known(names(line.replace("\\t", "\t"), other)) > known(names))
                .findFirst()
                .map(other -> new UnfitFileException(
                        ErrorCode.FILE_FORM,
                        file + " is delimited by " + shown(other) + ", but " + settings.key("delimiter") + " is "
                                + shown(own) + ". Set it to " + shown(other) + " and put the file back."));
    }

    private long known(List<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return wanted.stream()
                .filter(name -> lower.contains(name.toLowerCase(Locale.ROOT)))
                .count();
    }

    private static String shown(String delimiter) {
        return delimiter.equals("\t") ? "a tab" : "'" + delimiter + "'";
    }

    private UnfitFileException missing(String column, List<String> names) {
        return new UnfitFileException(
                ErrorCode.SOURCE_COLUMN_MISSING,
                file + " has no column '" + column + "', which the mapping reads." + Nearest.hint(column, names)
                        + " Its first line names: " + Redaction.clip(String.join(", ", names), SHOWN)
                        + ". Correct the mapping, or have the file written with its columns, and put it back.");
    }

    private void refuseTwice(List<String> names) {
        Set<String> seen = new HashSet<>();
        Stream<String> twice = names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !seen.add(name));
        twice.findFirst().ifPresent(name -> {
            throw new UnfitFileException(
                    ErrorCode.FILE_FORM,
                    file + " names the column '" + name + "' twice in its first line. Rename one and put it back.");
        });
    }
}
