package ai.returning.routes.service.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the data folder can be written, or made. */
final class FolderCheck {
    private FolderCheck() {}

    static Finding check(Path dataDir) {
        Path folder = dataDir.toAbsolutePath().normalize();
        if (Files.isDirectory(folder)) {
            return Files.isWritable(folder)
                    ? Finding.ok("data folder", "write", folder + " can be written")
                    : failed(folder + " cannot be written by this user");
        }
        if (Files.exists(folder)) {
            return failed(folder + " is no folder");
        }
        Path parent = folder.getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
                ? Finding.ok("data folder", "write", folder + " is not there yet and can be made")
                : failed(folder + " is not there and cannot be made in " + parent);
    }

    private static Finding failed(String text) {
        return Finding.fail("data folder", "write", text, "set RAI_DATA_DIR to a folder of the user who runs this");
    }
}
