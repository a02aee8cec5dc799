package ai.returning.routes.effects.crash;

import ai.returning.routes.support.Json;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How the processes of a crash test are started: thousands of them, so their classes come from an archive. That takes jars
 * only, so the folders of the class path are packed first.
 */
final class HostJvm {
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx384m");

    private final String classPath;
    private final Path archive;

    private HostJvm(Path folder) throws IOException, InterruptedException {
        List<Path> entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        Path jar = folder.resolve("host.jar");
        pack(entries.stream().filter(Files::isDirectory).toList(), jar);
        this.classPath = Stream.concat(Stream.of(jar), entries.stream().filter(Files::isRegularFile))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        this.archive = folder.resolve("host.jsa");
        rehearse(folder);
    }

    /** The one of this test run. */
    static HostJvm get() {
        return Holder.ONE;
    }

    /** A command that runs {@link EffectHost}. */
    List<String> command(List<HostOrder> orders) throws IOException {
        List<String> command = start();
        command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-cp", classPath, EffectHost.class.getName()));
        for (HostOrder order : orders) {
            command.add(Json.MAPPER.writeValueAsString(order));
        }
        return command;
    }

    private static List<String> start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        return command;
    }

    private void rehearse(Path folder) throws IOException, InterruptedException {
        List<String> command = start();
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                classPath,
                HostRehearsal.class.getName(),
                Files.createDirectory(folder.resolve("rehearsal")).toString()));
        Path log = folder.resolve("rehearsal.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || !Files.exists(archive)) {
            process.destroyForcibly();
            throw new AssertionError("No archive of classes:\n" + Files.readString(log));
        }
    }

    /** The first of two files of a name counts, as in a class path. */
    private static void pack(List<Path> folders, Path jar) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(jar));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            Set<String> packed = new HashSet<>();
            for (Path folder : folders) {
                for (Path part : partsOf(folder)) {
                    boolean isFolder = Files.isDirectory(part); // migrations are found by their folder
                    String name = folder.relativize(part) + (isFolder ? "/" : "");
                    if (packed.add(name)) {
                        zip.putNextEntry(new ZipEntry(name));
                        if (!isFolder) {
                            Files.copy(part, zip);
                        }
                    }
                }
            }
        }
    }

    private static List<Path> partsOf(Path folder) throws IOException {
        try (Stream<Path> parts = Files.walk(folder)) {
            return parts.filter(part -> !part.equals(folder)).toList();
        }
    }

    private static final class Holder {
        static final HostJvm ONE = make();

        private static HostJvm make() {
            try {
                Path folder = Files.createTempDirectory("crash-host");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return new HostJvm(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
