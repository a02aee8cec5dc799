package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a project once, with all of its files, and reports what cannot be read. */
final class ProjectReader {
    private final Path root;
    private final Path flows;
    private final Findings findings;
    private final List<SourceFile> files = new ArrayList<>();

    /** @param flows the folder of the flows */
    ProjectReader(Path root, Path flows, Findings findings) {
        this.root = root;
        this.flows = flows;
        this.findings = findings;
    }

    /**
     * Reads what belongs to the project.
     *
     * @param pages whether the YAML blocks of README and docs count
     * @param more files and folders that were asked for and may lie elsewhere
     */
    Project read(boolean pages, List<Path> more) {
        FileWalk walk = new FileWalk(this::unreadable);
        List<Path> found = new ArrayList<>(walk.below(flows));
        found.addAll(walk.below(root.resolve("config")));
        if (pages) {
            found.addAll(pages(walk));
        }
        for (Path path : more) {
            elsewhere(path).stream().filter(file -> !found.contains(file)).forEach(found::add);
        }
        found.forEach(this::add);
        Optional<SourceFile> settings = files.stream()
                .filter(file -> file.name().equals("config/application.yaml"))
                .findFirst();
        return new Project(
                root, files, DeclaredSettings.of(settings.map(SourceFile::root).orElse(null)));
    }

    private List<Path> pages(FileWalk walk) {
        List<Path> pages = new ArrayList<>();
        Path readme = root.resolve("README.md");
        if (Files.exists(readme)) {
            pages.add(readme);
        }
        walk.below(root.resolve("docs")).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .forEach(pages::add);
        return pages;
    }

    private List<Path> elsewhere(Path path) {
        if (!Files.exists(path)) {
            String problem = Files.isSymbolicLink(path) ? "the link leads in a circle or nowhere" : "this is not there";
            unreadable(path, problem, "a file or folder that is there");
            return List.of();
        }
        if (isOurs(path)) {
            return List.of();
        }
        return Files.isDirectory(path)
                ? new FileWalk(this::unreadable)
                        .below(path).stream()
                                .filter(file -> Kinds.of(file.toString()) != FileKind.OTHER)
                                .toList()
                : List.of(path);
    }

    /** Whether it was looked through already, or holds all of the project. */
    private boolean isOurs(Path path) {
        return root.startsWith(path)
                || Stream.of("routes", "config", "docs").map(root::resolve).anyMatch(path::equals)
                || Files.isDirectory(path)
                        && Stream.of("routes", "config", "docs")
                                .map(root::resolve)
                                .anyMatch(path::startsWith);
    }

    private void unreadable(Path where, String problem, String advice) {
        findings.add(finding(name(where), 1, 1, RuleName.UNREADABLE, problem, advice));
    }

    /** The path from the root with slashes; from the top of the disk if it lies elsewhere. */
    private String name(Path path) {
        return name(root, path);
    }

    static String name(Path root, Path path) {
        Path from = root.toAbsolutePath().normalize();
        Path to = path.toAbsolutePath().normalize();
        return (to.startsWith(from) ? from.relativize(to) : to).toString().replace('\\', '/');
    }

    private void add(Path path) {
        String name = name(path);
        FileKind kind = Kinds.of(name);
        if (kind == FileKind.OTHER) {
            files.add(new SourceFile(path, name, kind, "", null, 0, 0));
            return;
        }
        String text = TextReader.read(path, (problem, advice) -> unreadable(path, problem, advice));
        if (text == null) {
            files.add(new SourceFile(path, name, kind, "", null, 0, 0));
        } else if (kind == FileKind.PAGE) {
            PageBlocks.of(text).forEach(block -> add(path, name, block));
        } else {
            files.add(new SourceFile(path, name, kind, text, root(name, text, kind), 0, 0));
        }
    }

    private @Nullable YamlNode root(String name, String text, FileKind kind) {
        return Kinds.isYaml(kind) ? parsed(name, text, 0, 0) : null;
    }

    private void add(Path path, String name, PageBlocks.Block block) {
        if (block.text().lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            // A page may show a comment alone.
            return;
        }
        YamlNode node = parsed(name, block.text(), block.linesAbove(), block.indent());
        if (node != null) {
            FileKind kind = block.fragment() ? FileKind.OTHER : PageBlocks.kind(node);
            files.add(new SourceFile(path, name, kind, block.text(), node, block.linesAbove(), block.indent()));
        }
    }

    private @Nullable YamlNode parsed(String name, String text, int linesAbove, int indent) {
        YamlText.Parsed parsed = YamlText.parse(name, text);
        if (!parsed.problem().isEmpty()) {
            findings.add(finding(
                    name,
                    parsed.line() + linesAbove,
                    parsed.column() + indent,
                    RuleName.NOT_YAML,
                    parsed.problem(),
                    parsed.advice()));
        }
        return parsed.root().orElse(null);
    }

    private static Finding finding(String file, int line, int column, RuleName rule, String problem, String advice) {
        return new Finding(file, line, column, rule.text(), problem, advice, Optional.empty());
    }
}
