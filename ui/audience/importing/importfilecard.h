// Which file is imported, how it is read, and its first rows.
#pragma once

#include "models/audience/importing/importer.h"
#include "ui/shared/card.h"

#include <QDateTime>

class QComboBox;
class QLineEdit;
class QStandardItemModel;

namespace wd {

class Field;
class ImportReading;
class TableView;
class ZoneBox;

class ImportFileCard final : public Card {
    Q_OBJECT
public:
    explicit ImportFileCard(QWidget* parent = nullptr);

    QString file() const;
    void setFile(const QString& file); // tells nobody
    ImportKind kind() const;
    void setKind(ImportKind kind);
    TableOptions reading() const;
    void setReading(const TableOptions& options);
    QTimeZone zone() const; // of times without an offset
    void setZone(const QTimeZone& zone);
    QString fault() const; // of what was typed for a zone
    bool focusFault(); // false: there is none
    QWidget* firstEditor() const;
    QList<QWidget*> inTabOrder() const;

    void showNothing();
    void showWaiting();
    void showDropping(bool dropping);
    void show(const ImportPreview& preview);
    void showError(const Error& error);

signals:
    void fileChosen(); // file() is another one, or was changed on the disk
    void kindChosen();
    void readingChosen();
    void zoneChosen(); // also the same one, after another that was mistyped
    void zoneMistyped();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose();
    void noteFile();
    QString hint() const;
    QString faultText(const Error& error) const;
    void fillRows(const ImportPreview& preview);
    void fitColumns();
    void takeZone();

    QLineEdit* m_file;
    Field* m_fileField;
    QComboBox* m_kind;
    ZoneBox* m_zones;
    ImportReading* m_reading;
    QWidget* m_kindField;
    Field* m_zoneField;
    QTimeZone m_zone = QTimeZone::utc();
    QLabel* m_format;
    QStandardItemModel* m_rows;
    TableView* m_preview;
    QList<int> m_wanted; // widths of the columns
    QLabel* m_rowNote;
    QString m_known; // the file that was told of last
    QDateTime m_knownAs; // when it had been changed then; invalid: it was not there
};

} // namespace wd
