package ai.returning.routes.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command in a process of its own. */
public record Launched(int exitCode, String out, String err) {

    /** A copy of what integration engineers edit, to spoil. */
    public static Path project(Path folder) throws IOException {
        for (String part : List.of("config", "routes")) {
            try (Stream<Path> walk = Files.walk(Path.of(part))) {
                walk.filter(Files::isRegularFile).forEach(file -> copy(file, folder.resolve(file)));
            }
        }
        return folder;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That of the tests, to be used from another folder. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs the launcher class in a folder, with options of the Java machine and variables. */
    static Launched rai(Path folder, List<String> options, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath()));
        command.addAll(options);
        command.add(Rai.class.getName());
        command.addAll(List.of(arguments));
        return of(folder, command, variables);
    }

    /** Runs a command in a folder; only these of our variables are set. */
    static Launched of(Path folder, List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(RETURNING_AI|RAI|SPRING|.*_DB)_.*|JAVA_TOOL.*"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                throw new AssertionError("no end after 180 s: " + Files.readString(err));
            }
            return new Launched(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
