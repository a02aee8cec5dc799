package ai.returning.routes.sync.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads what a field says beside its source: the rules of its type, and whether the type fits the target. */
final class TypeReader {
    /** Longest value a pattern may look at. */
    private static final int MAX_PATTERN_LENGTH = 1_000;

    private final Entries field;
    private final FieldType type;
    private final CommunityField target;

    TypeReader(Entries field, FieldType type, CommunityField target) {
        this.field = field;
        this.type = type;
        this.target = target;
    }

    Supplier<CellWriter> writer() {
        fits();
        return switch (type) {
            case TEXT -> text();
            case INTEGER -> number(0);
            case DECIMAL -> decimal();
            case BOOLEAN -> bool();
            case DATE -> date();
            case TIMESTAMP -> timestamp();
        };
    }

    private void fits() {
        boolean fits =
                switch (target.type()) {
                    case NUMERICAL -> type.isNumber();
                    case DATE -> type == FieldType.DATE || type == FieldType.TIMESTAMP;
                    case SINGLE_LINE_TEXT, MULTI_LINE_TEXT -> true;
                };
        if (!fits) {
            throw field.wrong(
                    "type",
                    "type " + type.word() + " does not fit '" + target.name() + "', which is "
                            + target.type().word() + " in the declared fields of the community");
        }
    }

    private Supplier<CellWriter> text() {
        Pattern pattern = pattern();
        int length = field.integer("max-length", pattern == null ? Integer.MAX_VALUE : MAX_PATTERN_LENGTH);
        if (pattern != null && length > MAX_PATTERN_LENGTH) {
            throw field.wrong(
                    "max-length", "a field with a pattern takes at most " + MAX_PATTERN_LENGTH + " characters");
        }
        boolean email = field.has("check");
        List<String> options = options();
        TextRules rules = new TextRules(
                length, pattern, options, options.stream().map(this::cell).toList(), email);
        return () -> new TextWriter(rules);
    }

    private @Nullable Pattern pattern() {
        if (!field.has("pattern")) {
            return null;
        }
        try {
            return Pattern.compile(field.text("pattern"));
        } catch (PatternSyntaxException e) {
            throw field.wrong(
                    "pattern",
                    "the pattern cannot be read: " + e.getDescription() + " at character " + (e.getIndex() + 1));
        }
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (field.has("one-of")) {
            field.require("one-of").items().forEach(item -> options.add(item.text()));
        }
        return List.copyOf(options);
    }

    /** A fixed text as the cell the writer would make of it. */
    private byte[] cell(String text) {
        Line line = Line.scratch();
        int end = new TextWriter(TextRules.NONE).write(Cell.of(text), line, 0);
        if (end == Line.REFUSED) {
            throw field.wrong("type", "the text '" + text + "' " + line.reason().phrase());
        }
        return Arrays.copyOf(line.bytes(), end);
    }

    private Supplier<CellWriter> decimal() {
        int scale = field.integer("scale", 0);
        if (target.type() == CommunityField.Type.NUMERICAL && scale > target.scale()) {
            throw field.wrong(
                    "scale",
                    "scale " + scale + " does not fit '" + target.name() + "', which takes " + target.scale()
                            + " decimals by the declared fields of the community");
        }
        return number(scale);
    }

    private Supplier<CellWriter> number(int scale) {
        BigDecimal min = field.number("min");
        BigDecimal max = field.number("max");
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw field.wrong("min", "min " + min.toPlainString() + " is above max " + max.toPlainString());
        }
        return () -> new NumberWriter(scale, min, max);
    }

    private Supplier<CellWriter> bool() {
        if (!field.has("words")) {
            return () -> new BooleanWriter(cell("true"), cell("false"));
        }
        Entries words = Entries.of(field.require("words"), "'words'");
        byte[] whenTrue = cell(words.text("true"));
        byte[] whenFalse = cell(words.text("false"));
        if (whenTrue.length == 0 || whenFalse.length == 0 || Arrays.equals(whenTrue, whenFalse)) {
            throw field.wrong("words", "the words for true and false must differ and not be empty");
        }
        return () -> new BooleanWriter(whenTrue, whenFalse);
    }

    private Supplier<CellWriter> date() {
        TimeFormat source = field.timeFormat("source-format", TimeFormat.ISO_DATE);
        TimeFormat format = targetFormat();
        if (!source.isDate()) {
            throw field.wrong("source-format", "a date is read from yyyy, MM and dd and nothing of the time of day");
        }
        if (!format.isDate()) {
            throw field.wrong("format", "a date is written with yyyy, MM and dd and nothing of the time of day");
        }
        return () -> new DateWriter(source, format);
    }

    private Supplier<CellWriter> timestamp() {
        if (!field.has("format") && target.type() != CommunityField.Type.DATE) {
            throw field.wrong("type", "a timestamp needs 'format', such as yyyy-MM-dd'T'HH:mm:ss'Z'");
        }
        ZoneId zone = zone("zone");
        ZoneId sourceZone = field.has("source-zone") ? zone("source-zone") : null;
        TimeFormat format = targetFormat();
        return () -> new TimestampWriter(format, zone, sourceZone);
    }

    /** The format of the file: of the mapping, else as the community declares it; both must agree for a date. */
    private TimeFormat targetFormat() {
        TimeFormat declared = TimeFormat.of(target.format());
        TimeFormat format = field.timeFormat("format", declared);
        if (target.type() == CommunityField.Type.DATE && !format.toString().equals(declared.toString())) {
            throw field.wrong(
                    "format",
                    "format " + format + " does not fit '" + target.name() + "', a date that is written as " + declared
                            + " by the declared fields of the community");
        }
        return format;
    }

    private ZoneId zone(String key) {
        String name = field.text(key);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw field.wrong(key, "no zone is called '" + name + "'. Use a name such as UTC or Europe/Berlin");
        }
    }
}
