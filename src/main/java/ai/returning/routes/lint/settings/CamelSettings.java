package ai.returning.routes.lint.settings;

import ai.returning.routes.lint.DeclaredSettings;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Settings of Camel and its components by the names their jars declare; nobody reads another, and nobody says so. */
public final class CamelSettings implements Check {
    private static final List<String> DESCRIPTIONS =
            List.of("META-INF/spring-configuration-metadata.json", "META-INF/camel-main-configuration-metadata.json");
    private static final String MAIN = "camel.main.";
    private static final String COMPONENT = "camel.component.";

    @Override
    public void check(Knowledge known, Findings findings) {
        List<SourceFile> files = known.project()
                .files(FileKind.SETTINGS)
                .filter(file -> file.root() != null && !file.isBlock())
                .filter(file -> known.settings(file).names().stream().anyMatch(CamelSettings::isOurs))
                .toList();
        if (files.isEmpty()) {
            return;
        }
        Map<String, String> declared = declared();
        for (SourceFile file : files) {
            DeclaredSettings settings = known.settings(file);
            settings.names().stream()
                    .filter(name -> isOurs(name) && !isKnown(name, declared))
                    .forEach(name -> report(file, settings, name, declared, findings));
        }
    }

    private static boolean isOurs(String name) {
        return name.startsWith(MAIN) || name.startsWith(COMPONENT);
    }

    /** A component without a description takes any; one of several keys goes into the setting before them. */
    private static boolean isKnown(String name, Map<String, String> declared) {
        String plain = plain(name);
        for (int dot = plain.length(); dot > 0; dot = plain.lastIndexOf('.', dot - 1)) {
            String begin = plain.substring(0, dot);
            if (begin.chars().filter(c -> c == '.').count() >= 2 && declared.containsKey(begin)) {
                return true;
            }
        }
        String group = group(plain);
        return name.startsWith(COMPONENT) && declared.keySet().stream().noneMatch(one -> one.startsWith(group));
    }

    /** {@code camel.main.} or {@code camel.component.http.}. */
    private static String group(String plain) {
        if (plain.startsWith(MAIN)) {
            return MAIN;
        }
        int end = plain.indexOf('.', COMPONENT.length());
        return end < 0 ? plain + "." : plain.substring(0, end + 1);
    }

    private static void report(
            SourceFile file, DeclaredSettings settings, String name, Map<String, String> declared, Findings findings) {
        String group = group(plain(name));
        List<String> names = declared.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(group))
                .map(Map.Entry::getValue)
                .toList();
        String near = Nearest.of(name, names);
        settings.find(name)
                .ifPresent(node -> findings.add(
                        file,
                        node,
                        RuleName.WRONG_SETTING,
                        "setting '" + name + "' is not known to Camel, so nobody reads it",
                        near == null ? "leave it out" : near));
    }

    /** All names as written, by their plain form. */
    private static Map<String, String> declared() {
        Map<String, String> names = new TreeMap<>();
        for (String description : DESCRIPTIONS) {
            try {
                for (URL url :
                        Collections.list(CamelSettings.class.getClassLoader().getResources(description))) {
                    if (url.toString().contains("camel")) {
                        read(url, names);
                    }
                }
            } catch (IOException e) {
                throw new RaiException(ErrorCode.BUG, "The settings of Camel cannot be read: " + description + ".", e);
            }
        }
        return names;
    }

    private static void read(URL url, Map<String, String> names) throws IOException {
        try (InputStream in = url.openStream()) {
            Json.MAPPER.readTree(in).path("properties").forEach(property -> {
                String name = property.path("name").asText();
                if (isOurs(name)) {
                    names.putIfAbsent(plain(name), name);
                }
            });
        }
    }

    private static String plain(String name) {
        return name.replace("-", "").replaceAll("\\[.*", "").toLowerCase(Locale.ROOT);
    }
}
