"""The few invented people who are always the same: those one signs in as, and names that test a page."""

from .names import Called

CAST = {
    "AIN-01": Called("Margaret", "Ashdown", "female", "she/her"),
    "COR-01": Called("Daniel", "Whitcombe", "male"),
    "COR-PPL-CAM-01": Called("Imogen", "Hartley", "female", "she/her"),
    "COR-PPL-CAM-02": Called("Rhys", "Llewellyn", "male", "he/him", "REES loo-WEL-in"),
    "COR-PPL-BOS-01": Called("Keisha", "Washington", "female", "she/her", "KEE-sha"),
    "COR-FIN-BOS-08": Called("Mateo", "Rodríguez", "male", "he/him", "ma-TAY-oh"),
    "ENG-FW-CAM-01": Called("Priya", "Raman", "female", "she/her", "PREE-ya"),
    "ENG-FW-CAM-03": Called("Callum", "Ferguson", "male"),
    "ENG-SW-SFO-04": Called("Yue", "Zhang", "female", "she/her", "yweh jahng", preferred="张悦"),
    "ENG-SW-BER-03": Called("Layla", "Haddad", "female", "she/her", "LAY-la", preferred="ليلى حداد"),
    "ENG-QA-EDI-03": Called("Suharti", "", "female", pronunciation="soo-HAR-tee"),
    "ENG-HW-MUC-04": Called("Takeshi", "Sato", "male", preferred="佐藤 健"),
    "COM-SAL-CAM-05": Called(
        "María de los Ángeles Guadalupe",
        "Fernández-Villaverde y Montemayor de la Concepción",
        "female",
        "she/her",
        "ma-REE-a",
        preferred="Marián Fernández-Villaverde",
    ),
    "OPS-MFG-BOS-06": Called("Alexander", "Kowalski", "male", "they/them", preferred="Alex Kowalski"),
}
