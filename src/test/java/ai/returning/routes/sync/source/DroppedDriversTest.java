package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedDriversTest {
    private static final String DRIVER = """
            import java.sql.*;
            import java.util.Properties;
            import java.util.logging.Logger;
            public final class DroppedIn implements Driver {
                public Connection connect(String url, Properties info) throws SQLException {
                    return acceptsURL(url) ? DriverManager.getConnection("jdbc:h2:mem:dropped-in") : null;
                }
                public boolean acceptsURL(String url) { return url.startsWith("jdbc:dropped-in:"); }
                public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return new DriverPropertyInfo[0]; }
                public int getMajorVersion() { return 1; }
                public int getMinorVersion() { return 0; }
                public boolean jdbcCompliant() { return false; }
                public Logger getParentLogger() { return Logger.getLogger("dropped-in"); }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void findsTheDriverOfAJarInTheFolder() throws Exception {
        Path source = Files.writeString(folder.resolve("DroppedIn.java"), DRIVER);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        jar("driver.jar", "DroppedIn", Files.readAllBytes(folder.resolve("DroppedIn.class")));

        try (Connection connection = Drivers.taking("jdbc:dropped-in:x", folder)
                .orElseThrow()
                .connect("jdbc:dropped-in:x", new Properties())) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(Drivers.taking("jdbc:elsewhere:x", folder)).isEmpty();
    }

    @Test
    void knowsThoseOnBoardWithoutTheFolder() {
        assertThat(Drivers.taking("jdbc:mariadb://127.0.0.1/x", folder.resolve("none")))
                .isPresent();
        assertThat(Drivers.taking("jdbc:oracle:thin:@//127.0.0.1/x", folder.resolve("none")))
                .isEmpty();
    }

    @Test
    void tellsWhatCannotBeLoaded() throws IOException {
        jar("broken.jar", "Broken", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> Drivers.taking("jdbc:dropped-in:x", folder))
                .isInstanceOf(RaiException.class)
                .hasMessageContainingAll("cannot be loaded", "Truncated");
    }

    private void jar(String name, String driver, byte[] code) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("META-INF/services/java.sql.Driver"));
            zip.write(driver.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(driver + ".class"));
            zip.write(code);
        }
    }
}
