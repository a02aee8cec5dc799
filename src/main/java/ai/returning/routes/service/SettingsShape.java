package ai.returning.routes.service;

import ai.returning.routes.support.shape.Amount;
import ai.returning.routes.support.shape.Keys;
import ai.returning.routes.support.shape.Shape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.unit.DataSize;

/** What a file of settings may look like, made from {@link ReturningAiProperties}. Keys outside it are Spring's. */
public final class SettingsShape {
    static final String ROOT = "returning-ai";
    /** Set by the launcher, not in a file. */
    private static final String MODE = "mode";

    private static final String TIME = "[0-9]+(ns|us|ms|s|m|h|d)|P[0-9T].*";
    private static final String SIZE = "[0-9]+(B|KB|MB|GB|TB)";

    private final UnaryOperator<String> meanings;

    private SettingsShape(UnaryOperator<String> meanings) {
        this.meanings = meanings;
    }

    /** For checks: without descriptions. */
    public static Shape shape() {
        return shape(key -> "");
    }

    /** @param meanings what a setting is for, by its name; a star stands for a name the writer chooses */
    public static Shape shape(UnaryOperator<String> meanings) {
        SettingsShape made = new SettingsShape(meanings);
        return Shape.keys("Settings of Returning.AI Routes; camel, spring, server, management and logging are those of"
                        + " Spring Boot and Camel.")
                .may(ROOT, made.keys(ROOT, ReturningAiProperties.class))
                .open();
    }

    private Keys keys(String name, Class<?> type) {
        Keys keys = Shape.keys(meanings.apply(name));
        for (RecordComponent component : type.getRecordComponents()) {
            String key = DataObjectPropertyName.toDashedForm(component.getName());
            // that of the application is no setting; others of the name, such as of an encryption, are
            if (type != ReturningAiProperties.class || !key.equals(MODE)) {
                keys = keys.may(key, part(name + "." + key, component));
            }
        }
        return keys;
    }

    private Shape part(String name, RecordComponent component) {
        Within within = component.getAnnotation(Within.class);
        OneOf words = component.getAnnotation(OneOf.class);
        if (words != null) {
            return Shape.fillable(Shape.oneOf(meaning(name), words.value()));
        }
        return of(name, component.getGenericType(), within);
    }

    private Shape of(String name, Type type, @Nullable Within within) {
        String meaning = meaning(name);
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == Map.class) {
                return Shape.table(meaning, of(name + ".*", last, within));
            }
            return Shape.either(
                    Shape.list(meaning, of(name + ".*", last, within)),
                    Shape.text("The same as one text with commas.").orNothing());
        }
        Class<?> simple = (Class<?>) type;
        if (simple.isRecord()) {
            return keys(name, simple);
        }
        // A text takes a placeholder as it is.
        Shape leaf = leaf(meaning, simple, within);
        return simple == String.class || simple == Path.class ? leaf : Shape.fillable(leaf);
    }

    /** What a setting is for, or else what the group is for that it stands in. */
    private String meaning(String name) {
        String meaning = meanings.apply(name);
        String group = name.substring(0, name.lastIndexOf('.'));
        return meaning.isEmpty() && !group.equals(ROOT) ? meaning(group) : meaning;
    }

    private static Shape leaf(String meaning, Class<?> type, @Nullable Within within) {
        if (type == boolean.class || type == Boolean.class) {
            return Shape.flag(meaning);
        }
        if (type == int.class || type == long.class) {
            return limited(Shape.integer(meaning), within);
        }
        if (type == double.class) {
            return limited(Shape.number(meaning), within);
        }
        if (type == Duration.class) {
            return Shape.text(meaning).like(TIME, "a time such as 500ms, 30s, 5m, 1h or 14d");
        }
        if (type == DataSize.class) {
            return Shape.text(meaning).like(SIZE, "a size such as 512KB or 8MB");
        }
        if (type.isEnum()) {
            return Shape.text(meaning).oneOf(words(type));
        }
        if (type == String.class || type == Path.class) {
            return Shape.text(meaning).orNothing();
        }
        throw new IllegalArgumentException("No shape for a setting of " + type);
    }

    private static Amount limited(Amount amount, @Nullable Within within) {
        if (within == null) {
            return amount;
        }
        Amount from = amount.atLeast(within.least());
        return within.most() == Integer.MAX_VALUE ? from : from.atMost(within.most());
    }

    static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(word -> word.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
