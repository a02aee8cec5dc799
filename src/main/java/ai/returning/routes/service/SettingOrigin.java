package ai.returning.routes.service;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Where a setting has its value from.
 *
 * @param place {@code file:line}, or empty if it stands in no file
 * @param variable the environment variable that gives it, or could; empty if there is none
 * @param given whether that variable is set
 */
record SettingOrigin(String place, String variable, boolean given) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}].*", Pattern.DOTALL);
    private static final SettingOrigin NOWHERE = new SettingOrigin("", "", false);

    /** The origin of a setting by its name. */
    static SettingOrigin of(ConfigurableEnvironment environment, String name) {
        ConfigurationPropertyName wanted = ConfigurationPropertyName.adapt(name, '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(wanted);
            if (property != null) {
                return of(property, environment);
            }
        }
        return NOWHERE;
    }

    private static SettingOrigin of(ConfigurationProperty property, ConfigurableEnvironment environment) {
        Origin origin = property.getOrigin();
        if (origin instanceof PropertySourceOrigin own
                && own.getPropertySource() instanceof SystemEnvironmentPropertySource) {
            return new SettingOrigin("", own.getPropertyName(), true);
        }
        Matcher variable = VARIABLE.matcher(String.valueOf(property.getValue()));
        String name = variable.matches() ? variable.group(1) : "";
        return new SettingOrigin(place(origin), name, !name.isEmpty() && environment.containsProperty(name));
    }

    /** File and line where a value stands. */
    static String place(@Nullable Origin origin) {
        Origin stands = origin instanceof PropertySourceOrigin wrapped ? wrapped.getOrigin() : origin;
        return stands instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null
                ? "config/" + text.getResource().getFilename() + ":"
                        + (text.getLocation().getLine() + 1)
                : "";
    }

    /** What to name to a person: the variable that gave the value, else the file. */
    String said() {
        return given ? "environment variable " + variable : place;
    }
}
