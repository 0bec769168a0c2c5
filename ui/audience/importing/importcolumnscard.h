// What each column of the file becomes.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/audience/importing/columnplan.h"
#include "ui/shared/card.h"

class QComboBox;
class QHBoxLayout;
class QStandardItemModel;

namespace wd {

class Field;
class ImportColumnRow;
class InlineMessage;

class ImportColumnsCard final : public Card {
    Q_OBJECT
public:
    explicit ImportColumnsCard(QWidget* parent = nullptr);

    const ColumnPlan& plan() const { return m_plan; }
    void show(const ImportPreview& preview, const ImportOptions& options, const Catalogue& catalogue, bool remembered);
    // What the whole file told of types.
    void showFound(const QList<FoundType>& found);
    void showDoubts(const QList<RowError>& warnings);
    QString missingText() const; // asks for what no column holds yet; nothing: all is there
    int remarks() const; // columns with something to read about them
    // The first column that can't stay as it is takes the focus; false: there is none.
    bool focusFault();
    QList<QWidget*> inTabOrder() const;

signals:
    void edited();
    void rowsMade();
    void resetAsked(); // not as the last time

private:
    QHBoxLayout* makeHead();
    void makeEventName();
    void fillEventName(const Catalogue& catalogue);
    void takeEventName();
    void fillUses(ImportKind kind, const Catalogue& catalogue);
    void makeRows(qsizetype until);
    void showAll();
    QString lackingWords() const;
    void change(qsizetype column, ColumnMatch::Use use, const QString& key, bool isNew);

    ColumnPlan m_plan;
    ImportKind m_kind = ImportKind::People;
    qsizetype m_rowCount = 0; // of the preview
    InlineMessage* m_remembered;
    InlineMessage* m_missing;
    QComboBox* m_eventName; // of all rows
    Field* m_eventNameField;
    QLabel* m_summary;
    QStandardItemModel* m_uses;
    QVBoxLayout* m_lines;
    QList<ImportColumnRow*> m_rows;
    QPushButton* m_more;
};

} // namespace wd
