package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;

/** Says which setting is misspelt or has a value of the wrong kind, and where it stands. */
final class SettingFailure {
    private SettingFailure() {}

    static Optional<String> describe(Throwable failure) {
        return Causes.find(failure, UnboundConfigurationPropertiesException.class)
                .map(SettingFailure::misspelt)
                .or(() -> Causes.find(failure, BindException.class).map(e -> unfit(e, Causes.root(failure))));
    }

    private static String misspelt(UnboundConfigurationPropertiesException e) {
        ConfigurationProperty first = e.getUnboundProperties().iterator().next();
        String name = first.getName().toString();
        return code() + "The setting " + name + " is not known" + place(first) + "."
                + Nearest.hint(name, SettingNames.all());
    }

    private static String unfit(BindException e, Throwable root) {
        Class<?> type = e.getTarget().getType().resolve(Object.class);
        String rule = rule(type);
        return code() + "The setting " + e.getName() + " cannot be used" + place(e.getProperty()) + ": "
                + (rule == null ? Causes.firstLine(root) : rule) + ".";
    }

    /** What a value of this type must look like, or null if that cannot be said. */
    static @Nullable String rule(Class<?> type) {
        if (type.isEnum()) {
            return "it must be one of " + String.join(", ", SettingsShape.words(type));
        }
        if (type == Duration.class) {
            return "it must be a time such as 500ms, 30s, 5m, 1h or 14d";
        }
        if (type == int.class || type == long.class) {
            return "it must be a whole number";
        }
        if (type == double.class) {
            return "it must be a number such as 0.5";
        }
        return type == boolean.class ? "it must be true or false" : null;
    }

    /** File and line, or the variable; never the value, which may be a secret. */
    private static String place(@Nullable ConfigurationProperty property) {
        String place = SettingOrigin.place(property == null ? null : property.getOrigin());
        return place.isEmpty() ? "" : " (" + place + ")";
    }

    private static String code() {
        return ErrorCode.CONFIG_INVALID.code() + " ";
    }
}
