package ai.returning.routes.sync.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The class path of child processes, with an archive of the library classes they load, which nearly halves their start.
 * Where none can be made they start without.
 */
final class ClassArchive {
    private ClassArchive() {}

    /** JVM options that give the class path, and the archive if there is one. */
    static List<String> options() {
        return Holder.OPTIONS;
    }

    private static final class Holder {
        private static final List<String> OPTIONS = make();
    }

    private static List<String> make() {
        // An archive covers jars only; folders may follow them.
        String jars = path(true);
        String all = jars + File.pathSeparator + path(false);
        List<String> options = new ArrayList<>(List.of("-cp", all));
        try {
            Path folder = Files.createTempDirectory("class-archive");
            Path list = folder.resolve("classes.list");
            Path archive = folder.resolve("classes.jsa");
            folder.toFile().deleteOnExit();
            boolean made = listClasses(folder, list, all)
                    && java(List.of(
                            "-Xshare:dump",
                            "-XX:+UseSerialGC",
                            "-XX:SharedClassListFile=" + list,
                            "-XX:SharedArchiveFile=" + archive,
                            "-cp",
                            jars));
            Files.deleteIfExists(list);
            archive.toFile().deleteOnExit();
            if (made) {
                options.add("-XX:SharedArchiveFile=" + archive);
            }
        } catch (IOException e) {
            System.err.println("no class archive: " + e.getMessage());
        }
        return List.copyOf(options);
    }

    /** One whole run in a world of its own loads what later ones load. */
    private static boolean listClasses(Path folder, Path list, String classPath) throws IOException {
        try (CrashWorld world = new CrashWorld(folder.resolve("world"), CrashWorld.State.H2)) {
            String order = world.order().json();
            return java(
                    List.of("-XX:DumpLoadedClassList=" + list, "-cp", classPath, EngineHost.class.getName(), order));
        }
    }

    private static String path(boolean jars) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") == jars)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
