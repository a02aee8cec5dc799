package ai.returning.routes.sync.source.file;

import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowSourceContract;
import ai.returning.routes.sync.source.SourceRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CsvContractIT extends RowSourceContract {
    private Folder folder = new Folder(Path.of(""));

    @BeforeEach
    void open(@TempDir Path temp) {
        folder = new Folder(temp);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Override
    protected RowSource holding(int rows) {
        StringBuilder text = new StringBuilder("id,email,city\n");
        for (int i = 1; i <= rows; i++) {
            text.append(i).append(",user").append(i).append("@mail.example.org,Graz\n");
        }
        folder.file("customers.txt", text.toString());
        return folder.source();
    }

    @Override
    protected SourceRequest request(int rows, long limit, int batchRows) {
        return new SourceRequest("import-file", "", List.of("email", "city"), limit, batchRows);
    }
}
