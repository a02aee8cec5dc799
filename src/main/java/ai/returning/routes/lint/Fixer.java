package ai.returning.routes.lint;

import ai.returning.routes.lint.Fix.Edit;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Mends what can be mended without a choice, in the text of the files, round by round until nothing is left. */
public final class Fixer {
    private static final int MAX_ROUNDS = 10;

    private final Linter linter;

    /** @param linter checks before each round, and once more at the end */
    public Fixer(Linter linter) {
        this.linter = linter;
    }

    /**
     * What was done.
     *
     * @param report what is left
     * @param fixed findings that are gone
     * @param files names of the files that were written
     */
    public record Result(LintReport report, int fixed, Set<String> files) {}

    /**
     * Mends the given files and folders, all for an empty list.
     *
     * @throws RaiException {@link ErrorCode#LINT_FIX} if a file cannot be written
     */
    public Result fix(List<Path> paths) {
        LintReport report = linter.check(paths);
        int fixed = 0;
        Set<String> written = new TreeSet<>();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<String, List<Fix>> byFile = report.findings().stream()
                    .filter(finding -> finding.fix().isPresent())
                    .collect(Collectors.groupingBy(
                            Finding::file,
                            TreeMap::new,
                            Collectors.mapping(finding -> finding.fix().orElseThrow(), Collectors.toList())));
            if (byFile.isEmpty()) {
                break;
            }
            for (Map.Entry<String, List<Fix>> file : byFile.entrySet()) {
                List<Fix> apart = apart(file.getValue());
                apply(linter.root().resolve(file.getKey()), apart);
                fixed += apart.size();
                written.add(file.getKey());
            }
            report = linter.check(paths);
        }
        return new Result(report, fixed, written);
    }

    /** Those that do not touch each other; the others have their turn in the next round. */
    private static List<Fix> apart(List<Fix> fixes) {
        List<Fix> apart = new ArrayList<>();
        int free = -1;
        for (Fix fix : fixes.stream().sorted(Comparator.comparingInt(Fixer::from)).toList()) {
            if (from(fix) > free) {
                apart.add(fix);
                free = to(fix);
            }
        }
        return apart;
    }

    private static int from(Fix fix) {
        return fix.edits().stream().mapToInt(Edit::from).min().orElse(0);
    }

    private static int to(Fix fix) {
        return fix.edits().stream().mapToInt(Edit::to).max().orElse(0);
    }

    private static void apply(Path file, List<Fix> fixes) {
        try {
            String all = Files.readString(file, StandardCharsets.UTF_8);
            // Nodes count without the mark some editors write at the start.
            int mark = all.startsWith("\ufeff") ? 1 : 0;
            StringBuilder text = new StringBuilder(all);
            fixes.stream()
                    .flatMap(fix -> fix.edits().stream())
                    .sorted(Comparator.comparingInt(Edit::from).reversed())
                    .forEach(edit -> text.replace(edit.from() + mark, edit.to() + mark, edit.text()));
            write(file.toRealPath(), text.toString());
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.LINT_FIX,
                    file + " cannot be mended: " + TextReader.reason(e) + ". The other files are as they should be; "
                            + "make it writable and run the command again.",
                    e);
        }
    }

    /** A reader sees the old file or the new one, never a half. */
    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                Files.setPosixFilePermissions(fresh, permissions);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
