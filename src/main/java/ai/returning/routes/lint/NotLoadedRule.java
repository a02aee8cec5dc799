package ai.returning.routes.lint;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files below routes and config that nothing loads: mostly a slip in a name that nobody would ever notice. */
final class NotLoadedRule implements Rule {
    private static final Pattern YML = Pattern.compile("(.+\\.(camel|kamelet|mapping|rules|test|openapi))\\.yml");
    private static final Map<FileKind, Pattern> PLACES = Map.of(
            FileKind.ROUTE, Pattern.compile("routes/.+"),
            FileKind.KAMELET, Pattern.compile("routes/kamelets/[^/]+"),
            FileKind.MAPPING, Pattern.compile("routes/(?!kamelets/|shared/)[^/]+/[^/]+"),
            FileKind.RULES, Pattern.compile("routes/(?!kamelets/|shared/)[^/]+/[^/]+"),
            FileKind.TEST, Pattern.compile("routes/[^/]+/[^/]+"),
            FileKind.SETTINGS, Pattern.compile("config/[^/]+"),
            FileKind.CONTRACT, Pattern.compile("config/[^/]+"),
            FileKind.FIELDS, Pattern.compile("config/[^/]+"),
            FileKind.WAIVERS, Pattern.compile("config/[^/]+"));

    private static final String FLOWS = "returning-ai.flows";

    /** The settings that say which file of a kind is taken. */
    private static final Map<FileKind, String> CHOSEN =
            Map.of(FileKind.CONTRACT, "returning-ai.contract", FileKind.FIELDS, "returning-ai.community-fields");

    @Override
    public void check(Project project, Findings findings) {
        flows(project, findings);
        project.files().stream()
                .filter(file -> !file.isBlock() && file.name().matches("(routes|config)/.+"))
                .forEach(file -> why(project, file)
                        .ifPresent(advice -> findings.add(new Finding(
                                file.name(),
                                1,
                                1,
                                RuleName.NOT_LOADED.text(),
                                "nothing loads this file",
                                advice,
                                Optional.empty()))));
    }

    /** Camel takes routes below one folder, and so do the checks. */
    private static void flows(Project project, Findings findings) {
        project.settings()
                .value(FLOWS)
                .filter(folder ->
                        !folder.isBlank() && !Path.of(folder).normalize().equals(Path.of("routes")))
                .ifPresent(folder -> project.file("config/application.yaml")
                        .ifPresent(file -> findings.add(
                                file,
                                project.settings().find(FLOWS).orElseThrow(),
                                RuleName.NOT_LOADED,
                                "only routes below routes/ are loaded and checked, and " + FLOWS + " is '" + folder
                                        + "'",
                                "routes")));
    }

    /** What to do about a file that nothing loads. */
    private static Optional<String> why(Project project, SourceFile file) {
        if (file.kind() == FileKind.SQL && file.text().isEmpty()) {
            // It could not be read, which was told.
            return Optional.empty();
        }
        if (file.kind() == FileKind.SQL || file.kind() == FileKind.OTHER) {
            return isSupport(file) || isNamed(project, file) ? Optional.empty() : Optional.of(advice(file));
        }
        Pattern place = PLACES.get(file.kind());
        if (place != null && !place.matcher(file.name()).matches()) {
            return Optional.of(place(file.kind()));
        }
        return Optional.ofNullable(CHOSEN.get(file.kind()))
                .flatMap(setting -> project.settings()
                        .value(setting)
                        .filter(name -> !Path.of(name).normalize().equals(Path.of(file.name())))
                        .map(name -> "remove it, or name it by " + setting + ", which is " + name));
    }

    /** Pages for people, and the schemas that editors load. */
    private static boolean isSupport(SourceFile file) {
        return file.name().endsWith(".md") || file.name().matches("config/schema/[^/]+\\.schema\\.json");
    }

    /** Whether a route, test or mapping of the same folder names the file; a setting may name any. */
    private static boolean isNamed(Project project, SourceFile file) {
        Path folder = file.path().getParent();
        String below = file.fileName();
        return project.files().stream()
                .filter(other -> !other.isBlock() && other.root() != null && other != file)
                .filter(other -> other.kind() == FileKind.SETTINGS
                        || startsWith(folder, other.path().getParent()))
                .anyMatch(other -> other.text().contains(below));
    }

    private static boolean startsWith(@Nullable Path folder, @Nullable Path parent) {
        return folder != null && parent != null && folder.startsWith(parent);
    }

    private static String advice(SourceFile file) {
        Matcher yml = YML.matcher(file.fileName());
        if (yml.matches()) {
            return yml.group(1) + ".yaml";
        }
        if (file.kind() == FileKind.SQL) {
            return "name it by query: in a route of its folder, or remove it";
        }
        return file.name().startsWith("routes/")
                ? "an ending such as .camel.yaml or .mapping.yaml, or remove it"
                : "application-<profile>.yaml for settings, or remove it";
    }

    private static String place(FileKind kind) {
        return switch (kind) {
            case ROUTE -> "routes/<flow>/ is where routes lie";
            case KAMELET -> "routes/kamelets/ is where Kamelets lie";
            case MAPPING -> "routes/<flow>/ is where mappings lie";
            case RULES -> "routes/<flow>/ is where rules lie";
            case TEST -> "routes/<flow>/ or routes/kamelets/ is where tests lie";
            default -> "config/ is where such files lie";
        };
    }
}
