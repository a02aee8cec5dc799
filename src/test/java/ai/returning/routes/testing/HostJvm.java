package ai.returning.routes.testing;

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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How the child processes of a test are started. Crash tests start thousands, so their classes come from an archive, which
 * halves what a start costs. An archive takes jars only, so the folders of the class path are packed first.
 */
public final class HostJvm {
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx384m", "-XX:-UsePerfData");
    private static final Map<Class<?>, HostJvm> MADE = new ConcurrentHashMap<>();

    private final Path archive;

    private HostJvm(Path archive) {
        this.archive = archive;
    }

    /**
     * Processes like one that has been rehearsed.
     *
     * @param rehearsal its {@code main} is given an empty folder, loads what such processes load, and ends
     */
    public static HostJvm like(Class<?> rehearsal) {
        return MADE.computeIfAbsent(rehearsal, HostJvm::rehearsed);
    }

    /** A command line that runs a class. */
    public List<String> command(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = start();
        command.add("-XX:SharedArchiveFile=" + archive);
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private static List<String> start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", Packed.CLASS_PATH));
        return command;
    }

    private static HostJvm rehearsed(Class<?> rehearsal) {
        try {
            Path folder = Files.createDirectory(Packed.FOLDER.resolve(rehearsal.getSimpleName()));
            Path archive = folder.resolve("host.jsa");
            List<String> command = start();
            command.addAll(List.of(
                    "-XX:ArchiveClassesAtExit=" + archive,
                    rehearsal.getName(),
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
            return new HostJvm(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The class path of this process as jars only. */
    private static final class Packed {
        static final Path FOLDER = folder();
        static final String CLASS_PATH = pack();

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("host-jvm");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String pack() {
            List<Path> entries = Arrays.stream(
                            System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .filter(Files::exists)
                    .toList();
            Path jar = FOLDER.resolve("host.jar");
            try {
                pack(entries.stream().filter(Files::isDirectory).toList(), jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Stream.concat(Stream.of(jar), entries.stream().filter(Files::isRegularFile))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
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
    }
}
